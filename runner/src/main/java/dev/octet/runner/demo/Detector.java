package dev.octet.runner.demo;

import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;

/**
 * How pictures go into a model and detections come out.
 *
 * @param face its inputs and outputs
 * @param head what its outputs mean
 * @param letterbox what pictures become
 */
public record Detector(DetectorFace face, DetectionHead head, Letterbox letterbox) {

    /** What the model itself says of it. */
    public static Detector of(OnnxModel model) {
        DetectorFace face = DetectorFace.of(model);
        DetectionHead head = face.requireHead();
        return new Detector(face, head, face.letterbox(head.preprocess()));
    }
}
