package dev.octet.runner.engine;

import java.util.List;
import java.util.Optional;

/**
 * What the process that built an engine says of it.
 *
 * @param environment it was built in
 * @param tensors its inputs and outputs
 * @param layers of the network before fusion
 * @param calibrationSha256 of the ranges in TensorRT's text form, when a calibrator gave some
 * @param usedCache true when the ranges of an earlier calibration were taken
 * @param batches that the calibrator saw
 * @param leftOut images that could not be read, and why
 * @param seconds that the build took
 */
public record BuiltEngine(
        EngineEnvironment environment,
        List<TensorFace> tensors,
        int layers,
        Optional<String> calibrationSha256,
        boolean usedCache,
        int batches,
        List<String> leftOut,
        double seconds) {

    public BuiltEngine {
        tensors = List.copyOf(tensors);
        leftOut = List.copyOf(leftOut);
    }
}
