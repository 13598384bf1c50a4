package dev.octet.runner.pipeline;

import dev.octet.bindings.onnxruntime.HostTensor;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.Candidates;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.NonMaximumSuppression;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults())) {
            return run(session, images, options, sink, progress);
        }
    }

    /** The same in a session of the model that is open already, and stays so; several threads may share one. */
    public List<BadImage> run(
            InferenceSession session, ImageFolder images, LoaderOptions options, Sink sink, ProgressListener progress) {
        Candidates candidates = new Candidates();
        NonMaximumSuppression suppression = new NonMaximumSuppression(settings);
        try (ImageLoader loader = ImageLoader.open(images, letterbox, options)) {
            for (Optional<PreparedImage> next = loader.next(); next.isPresent(); next = loader.next()) {
                PreparedImage image = next.get();
                decode(session, image, candidates);
                sink.accept(image.index(), suppression.detections(candidates, image.geometry()));
                progress.advanced(image.index() + 1L, images.size());
            }
            return loader.badImages();
        }
    }

    private void decode(InferenceSession session, PreparedImage image, Candidates candidates) {
        try (HostTensor input = HostTensor.over(image.chw(), 1, 3, letterbox.height(), letterbox.width())) {
            Map<String, HostTensor> outputs = session.run(Map.of(face.inputName(), input));
            try {
                HostTensor output = outputs.get(head.output());
                if (output == null) {
                    throw new IllegalStateException("the session made no output " + head.output());
                }
                candidates.reset();
                head.decode(output.floats(), settings.confidence(), candidates);
            } finally {
                outputs.values().forEach(HostTensor::close);
            }
        }
    }
}
