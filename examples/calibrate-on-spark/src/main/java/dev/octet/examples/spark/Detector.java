package dev.octet.examples.spark;

import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;

/**
 * A model and how images get into it, as {@code octet} chooses by itself.
 *
 * @param model the model
 * @param face its input and outputs
 * @param letterbox for the head that its outputs show, or the usual one
 */
record Detector(OnnxModel model, DetectorFace face, Letterbox letterbox) {

    static Detector at(String file) {
        OnnxModel model = OnnxModel.at(Path.of(file));
        DetectorFace face = DetectorFace.of(model);
        String name = face.head().map(DetectionHead::preprocess).orElse("yolo");
        return new Detector(model, face, face.letterbox(name));
    }

    /** For one task: Spark runs as many at once as there are cores, and the driver counts the bad images of all. */
    static LoaderOptions loader() {
        return LoaderOptions.defaults().withThreads(1).withBadImages(BadImagePolicy.countedElsewhere());
    }
}
