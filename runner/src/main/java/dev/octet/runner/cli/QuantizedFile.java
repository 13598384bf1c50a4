package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import java.nio.file.Path;

/**
 * A float model and what it became.
 *
 * @param reference the float model
 * @param quantized the INT8 model
 * @param file where the INT8 model is
 */
record QuantizedFile(OnnxModel reference, OnnxModel quantized, Path file) {

    /** The target that the INT8 model was made for; the usual one where another tool wrote it. */
    DeploymentTarget target() {
        return quantized
                .metadata("octet.target")
                .flatMap(DeploymentTarget::named)
                .orElseGet(DeploymentTarget::onnxRuntime);
    }
}
