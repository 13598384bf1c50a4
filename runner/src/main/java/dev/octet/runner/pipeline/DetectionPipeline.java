package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.onnxruntime.HostTensor;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.Candidates;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.NonMaximumSuppression;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a detector over images, decoding the next ones meanwhile. */
public final class DetectionPipeline {

    private final OnnxModel model;
    private final DetectorFace face;
    private final DetectionHead head;
    private final Letterbox letterbox;
    private final DetectionSettings settings;

    /** A pipeline for this model and head. */
    public DetectionPipeline(
            OnnxModel model, DetectorFace face, DetectionHead head, Letterbox letterbox, DetectionSettings settings) {
        this.model = model;
        this.face = face;
        this.head = head;
        this.letterbox = letterbox;
        this.settings = settings;
    }

    /** What to do with the detections of one image. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the detections of the image at this place in the folder, best first. */
        void accept(int index, List<Detection> detections);
    }

    /** Detects in every image, in order; returns the images that could not be read. */
    public List<BadImage> run(ImageFolder images, LoaderOptions options, Sink sink, ProgressListener progress) {
        try (InferenceSession session = open(SessionOptions.defaults())) {
            return run(session, images, options, sink, progress);
        }
    }

    /** A session of the model, up to what the head decodes. */
    @MustBeClosed
    public InferenceSession open(SessionOptions options) {
        Set<String> outputs =
                model.graph().outputs().stream().map(ValueSpec::name).collect(Collectors.toSet());
        boolean whole = outputs.equals(Set.copyOf(head.tensors()));
        return ModelSession.open(whole ? model : ExposedModel.of(model, head.tensors()), options);
    }

    /** The same in a session that {@link #open} gave, and that stays open; several threads may share one. */
    public List<BadImage> run(
            InferenceSession session, ImageFolder images, LoaderOptions options, Sink sink, ProgressListener progress) {
        Candidates candidates = new Candidates();
        NonMaximumSuppression suppression = NonMaximumSuppression.of(head, settings);
        FloatBuffer values = face.image().isPlanes() ? FloatBuffer.allocate(0) : buffer();
        try (ImageLoader loader = ImageLoader.open(images, letterbox, options)) {
            for (Optional<PreparedImage> next = loader.next(); next.isPresent(); next = loader.next()) {
                PreparedImage image = next.get();
                decode(session, image, values, candidates);
                sink.accept(image.index(), suppression.detections(candidates, image.geometry()));
                progress.advanced(image.index() + 1L, images.size());
            }
            return loader.badImages();
        }
    }

    /** One image as the model takes it, where that is not as it comes. */
    private FloatBuffer buffer() {
        return FloatBuffer.allocate(3 * letterbox.width() * letterbox.height());
    }

    private void decode(InferenceSession session, PreparedImage image, FloatBuffer values, Candidates candidates) {
        try (HostTensor input = input(image, values)) {
            Map<String, HostTensor> outputs = session.run(Map.of(face.inputName(), input));
            try {
                Map<String, FloatBuffer> floats = new HashMap<>();
                for (String tensor : head.tensors()) {
                    HostTensor output = outputs.get(tensor);
                    if (output == null) {
                        throw new IllegalStateException("the session made no tensor " + tensor);
                    }
                    floats.put(tensor, output.floats());
                }
                candidates.reset();
                head.decode(floats, settings, candidates);
            } finally {
                outputs.values().forEach(HostTensor::close);
            }
        }
    }

    private HostTensor input(PreparedImage image, FloatBuffer values) {
        return face.image().isPlanes()
                ? HostTensor.over(image.chw(), 1, 3, letterbox.height(), letterbox.width())
                : HostTensors.of(face.image().tensor(image.chw(), letterbox.width(), letterbox.height(), values));
    }
}
