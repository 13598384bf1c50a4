package dev.octet.runner.demo;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.demo.scene.SceneFolder;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectorModel;
import dev.octet.runner.pipeline.OnnxDetector;
import java.util.List;

/**
 * Scenes on disk with what is in them.
 *
 * @param drawn where they are
 * @param truth what is in them
 */
record AnnotatedScenes(SceneFolder drawn, CocoAnnotations truth) {

    static AnnotatedScenes of(SceneFolder drawn) {
        return new AnnotatedScenes(drawn, CocoAnnotations.read(drawn.annotations()));
    }

    /** The scenes that were drawn now, whatever else is in the folder. */
    ImageFolder images() {
        return ImageFolder.of(
                drawn.images(), truth.images().stream().map(CocoImage::fileName).toList());
    }

    /** Runs a model over all of them. */
    FoundInScenes run(OnnxModel model, Detector detector, ProgressListener progress) {
        return run(new OnnxDetector(model), detector, progress);
    }

    /** The same, whatever runs it. */
    FoundInScenes run(DetectorModel model, Detector detector, ProgressListener progress) {
        FoundInScenes found = new FoundInScenes(this);
        List<BadImage> bad = new DetectionPipeline(
                        model,
                        detector.face(),
                        detector.head(),
                        detector.letterbox(),
                        detector.head().evaluationSettings())
                .run(images(), LoaderOptions.defaults(), found, progress);
        if (!bad.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The scene " + bad.get(0).file() + ", drawn a moment ago, cannot be read: "
                            + bad.get(0).reason() + ".",
                    "Check that nothing else writes into this folder, and run the demo again.");
        }
        return found;
    }
}
