package dev.octet.calibrator.finetune;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.rewrite.RewriteRequest;
import java.util.Objects;

/**
 * A network before its Q/DQ pairs are written. Immutable.
 *
 * @param teacher the float network
 * @param student the same graph with the weights and biases that will be rounded
 * @param request where pairs will be, and how values are rounded there
 */
public record TrainingStart(OnnxModel teacher, OnnxModel student, RewriteRequest request) {

    public TrainingStart {
        Objects.requireNonNull(teacher, "teacher");
        Objects.requireNonNull(student, "student");
        Objects.requireNonNull(request, "request");
    }
}
