package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LetterboxGeometry;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.TensorShape;
import dev.octet.runner.detect.Candidates;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.NonMaximumSuppression;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a detector over images, decoding the next ones meanwhile. */
public final class DetectionPipeline {

    private final DetectorModel model;
    private final DetectorFace face;
    private final DetectionHead head;
    private final Letterbox letterbox;
    private final DetectionSettings settings;
    private final int batch;

    /** A pipeline for this model and head, one image at a time. */
    public DetectionPipeline(
            DetectorModel model,
            DetectorFace face,
            DetectionHead head,
            Letterbox letterbox,
            DetectionSettings settings) {
        this(model, face, head, letterbox, settings, 1);
    }

    /** The same for a model that ONNX Runtime runs. */
    public DetectionPipeline(
            OnnxModel model, DetectorFace face, DetectionHead head, Letterbox letterbox, DetectionSettings settings) {
        this(new OnnxDetector(model), face, head, letterbox, settings);
    }

    private DetectionPipeline(
            DetectorModel model,
            DetectorFace face,
            DetectionHead head,
            Letterbox letterbox,
            DetectionSettings settings,
            int batch) {
        this.model = model;
        this.face = face;
        this.head = head;
        this.letterbox = letterbox;
        this.settings = settings;
        this.batch = batch;
    }

    /**
     * The same with so many images in each run of the model, fewer in the last; the detections are the same.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the model takes another number of images
     */
    public DetectionPipeline inBatchesOf(int images) {
        face.requireBatch(images);
        return new DetectionPipeline(model, face, head, letterbox, settings, images);
    }

    /** What to do with the detections of one image. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the detections of the image at this place in the folder, best first. */
        void accept(int index, List<Detection> detections);
    }

    /** Detects in every image, in order; returns the images that could not be read. */
    public List<BadImage> run(ImageFolder images, LoaderOptions options, Sink sink, ProgressListener progress) {
        try (Session session = open(SessionOptions.defaults())) {
            return run(session, images, options, sink, progress);
        }
    }

    /** A session of the model, up to what the head decodes. */
    @MustBeClosed
    public Session open(SessionOptions options) {
        return model.open(head.tensors(), options);
    }

    /** The same in a session that {@link #open} gave, and that stays open; several threads may share one. */
    public List<BadImage> run(
            Session session, ImageFolder images, LoaderOptions options, Sink sink, ProgressListener progress) {
        return each(session, images, options, found -> sink.accept(found.index(), found.detections()), progress);
    }

    /** The same, with the sizes of the photos. */
    public List<BadImage> each(
            Session session,
            ImageFolder images,
            LoaderOptions options,
            Consumer<FoundInImage> sink,
            ProgressListener progress) {
        Candidates candidates = new Candidates();
        NonMaximumSuppression suppression = NonMaximumSuppression.of(head, settings);
        ImageBatch waiting = new ImageBatch(face.image(), letterbox, Math.min(batch, images.size()));
        Runnable run = () -> {
            detect(session, waiting, candidates, suppression, sink);
            progress.advanced(waiting.last().index() + 1L, images.size());
            waiting.clear();
        };
        try (ImageLoader loader = ImageLoader.open(images, letterbox, options)) {
            for (Optional<PreparedImage> next = loader.next(); next.isPresent(); next = loader.next()) {
                waiting.add(next.get());
                if (waiting.isFull()) {
                    run.run();
                }
            }
            if (!waiting.images().isEmpty()) {
                run.run();
            }
            return loader.badImages();
        }
    }

    private void detect(
            Session session,
            ImageBatch images,
            Candidates candidates,
            NonMaximumSuppression suppression,
            Consumer<FoundInImage> sink) {
        try (HostTensor input = images.tensor()) {
            Map<String, HostTensor> outputs = session.run(Map.of(face.inputName(), input));
            try {
                int count = images.images().size();
                for (int i = 0; i < count; i++) {
                    PreparedImage image = images.images().get(i);
                    candidates.reset();
                    head.decode(ofImage(outputs, i, count), settings, candidates);
                    LetterboxGeometry geometry = image.geometry();
                    sink.accept(new FoundInImage(
                            image.index(),
                            geometry.sourceWidth(),
                            geometry.sourceHeight(),
                            suppression.detections(candidates, geometry)));
                }
            } finally {
                outputs.values().forEach(HostTensor::close);
            }
        }
    }

    private Map<String, FloatBuffer> ofImage(Map<String, HostTensor> outputs, int image, int images) {
        Map<String, FloatBuffer> floats = new HashMap<>();
        for (String tensor : head.tensors()) {
            HostTensor output = outputs.get(tensor);
            if (output == null) {
                throw new IllegalStateException("the session made no tensor " + tensor);
            }
            if (images > 1 && !head.suppressed()) {
                requireOneForEach(tensor, output.shape(), images);
            }
            FloatBuffer values = floats(output);
            floats.put(tensor, images == 1 ? values : head.ofImage(values, image, images));
        }
        return floats;
    }

    /** Counts and classes of an NMS are integers, which floats hold exactly up to 2 to the power of 24. */
    private static FloatBuffer floats(HostTensor output) {
        if (output.type() != ElementType.INT32) {
            return output.floats();
        }
        IntBuffer integers = output.bytes().asIntBuffer();
        FloatBuffer values = FloatBuffer.allocate(integers.remaining());
        while (integers.hasRemaining()) {
            values.put(integers.get());
        }
        return values.flip();
    }

    private void requireOneForEach(String tensor, long[] shape, int images) {
        if (shape.length == 0 || shape[0] != images) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model.name() + " makes " + tensor + " of shape " + TensorShape.of(shape) + " from "
                            + images + " images, expected " + images + " in the first place.",
                    "Leave --batch out: inside, the model is made for one image.");
        }
    }
}
