package dev.octet.runner.cli;

import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.Preprocess;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.pipeline.CocoSink;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.RectangleDetection;
import dev.octet.runner.pipeline.SampleImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A detector that is run over annotated images. The owner of its model. */
final class AnnotatedDetector implements AutoCloseable {

    private final GivenModel model;
    private final ImageOptions images;
    private final Console console;

    private AnnotatedDetector(GivenModel model, ImageOptions images, Console console) {
        this.model = model;
        this.images = images;
        this.console = console;
    }

    /**
     * What came of the images.
     *
     * @param found the detections
     * @param bad images that were left out
     * @param preprocess name of the preprocessing
     * @param backend what ran the model, with its version
     */
    record Outcome(CocoDetections found, List<BadImage> bad, String preprocess, String backend) {}

    /** The detector in this file; its head is recognised, nothing is run yet. */
    static AnnotatedDetector at(Path file, BackendOptions backend, ImageOptions images, Console console) {
        ImageOptions.loadAhead();
        return of(backend.open(file, images.threadCount(), console), images, console);
    }

    /** The same of a model that was read already. */
    static AnnotatedDetector of(OnnxModel model, ImageOptions images, Console console) {
        return of(GivenModel.ofOnnx(model, console), images, console);
    }

    /** The same of a model that is this one's from now on. */
    static AnnotatedDetector of(GivenModel model, ImageOptions images, Console console) {
        try {
            DetectorFace face = images.face(model, Optional.empty());
            face.requireHead();
            model.requireMemory(face, 1);
            return new AnnotatedDetector(model, images, console);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }
    /**
     * Detects in every image.
     *
     * @param truth the annotations
     * @param annotations their file, for messages
     * @param what the progress bar says
     */
    Outcome detect(CocoAnnotations truth, Path annotations, String what) {
        List<CocoCategory> categories = truth.categories();
        DetectorFace face = images.face(model, Optional.of(categories.size()));
        DetectionHead head = face.requireHead();
        head.requireClasses(categories.size(), model.name(), annotations);
        List<CocoImage> listed = truth.images();
        ImageFolder folder = ImageFolder.of(
                Objects.requireNonNull(images.images),
                listed.stream().map(CocoImage::fileName).toList());
        CocoDetections found = new CocoDetections();
        CocoSink sink = new CocoSink(found, listed, categories);
        ProgressListener progress = console.progress(what);
        model.say(console);
        String name;
        Letterbox letterbox;
        List<BadImage> bad;
        if (images.inRectangles()) {
            RectangleDetection detection = images.rectangles(model, face, console);
            name = Preprocess.YOLO_RECT;
            letterbox = detection.letterbox();
            bad = detection.run(folder, images.loader(), sink, progress);
        } else {
            PreparationOptions.Preprocessing preprocessing = images.preprocessing(face, console);
            name = preprocessing.name();
            letterbox = preprocessing.letterbox();
            bad = new DetectionPipeline(model.detector(), face, head, letterbox, head.evaluationSettings())
                    .run(folder, images.loader(), sink, progress);
        }
        ImageOptions.report(bad, console);
        SampleImages samples = new SampleImages(images.loader(), letterbox, face.image());
        model.onnx()
                .ifPresent(
                        onnx -> UnlikeImages.say(onnx, () -> samples.spread(folder, UnlikeImages.LOOKED_AT), console));
        return new Outcome(found, bad, name, model.backend());
    }

    @Override
    public void close() {
        model.close();
    }
}
