package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import java.util.List;
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
        try (DetectionSlot waiting = slot(Math.min(batch, images.size()));
                ImageLoader loader = ImageLoader.open(images, letterbox, options)) {
            Runnable run = () -> {
                waiting.infer(session);
                waiting.decode(sink);
                progress.advanced(waiting.last().index() + 1L, images.size());
                waiting.clear();
            };
            for (Optional<PreparedImage> next = loader.next(); next.isPresent(); next = loader.next()) {
                waiting.add(next.get());
                if (waiting.isFull()) {
                    run.run();
                }
            }
            if (!waiting.isEmpty()) {
                run.run();
            }
            return loader.badImages();
        }
    }

    /** Room for so many images on their way through this detector. */
    @MustBeClosed
    public DetectionSlot slot(int images) {
        return new DetectionSlot(model.name(), face, head, letterbox, settings, images);
    }

    /** Images in one run of the model. */
    public int batch() {
        return batch;
    }

    /** How images become what the model takes. */
    public Letterbox letterbox() {
        return letterbox;
    }
}
