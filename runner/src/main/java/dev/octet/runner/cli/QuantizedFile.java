package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.compare.GroupContributions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A float model and what it became.
 *
 * @param reference the float model
 * @param quantized the INT8 model
 * @param file where the INT8 model is
 */
record QuantizedFile(OnnxModel reference, OnnxModel quantized, Path file) {

    private static final String SOURCE = "octet.model.sha256";

    /** The target that the INT8 model was made for; the usual one where another tool wrote it. */
    DeploymentTarget target() {
        return quantized
                .metadata("octet.target")
                .flatMap(DeploymentTarget::named)
                .orElseGet(DeploymentTarget::onnxRuntime);
    }

    /**
     * Checks that one is a float model and the other an INT8 model, as their order says.
     *
     * @throws ToolkitException {@code BAD_INPUT} when not
     */
    void requireFloatAndInt8() {
        if (GroupContributions.isQuantized(reference)) {
            throw wrong("Model " + reference.name() + " has Q/DQ pairs, so it is no float model.");
        }
        if (!GroupContributions.isQuantized(quantized)) {
            throw wrong("Model " + file + " has no Q/DQ pairs, so it is no INT8 model.");
        }
    }

    private static ToolkitException wrong(String message) {
        return new ToolkitException(
                FailureKind.BAD_INPUT, message, "Give the float model first and its INT8 model second.");
    }

    /** Says where the INT8 model was made from another file than the one that it is held against. */
    void sayIfOfAnother(Console console) {
        Optional<String> source = quantized.metadata(SOURCE);
        if (source.isPresent() && !source.get().equals(reference.sha256())) {
            console.say("Warning: " + file + " was made from another file than " + reference.name()
                    + ": the differences are not those of quantization alone.");
        }
    }
}
