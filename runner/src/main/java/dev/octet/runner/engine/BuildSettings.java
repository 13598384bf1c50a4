package dev.octet.runner.engine;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How an engine is built, apart from its model, its shapes and its ranges.
 *
 * @param precision what its layers may compute in
 * @param stronglyTyped true when types come from the model alone
 * @param workspaceBytes the most scratch memory of the device that a layer may use; all of it when empty
 * @param optimizationLevel 0 to 5; TensorRT's default, 3, when empty
 * @param versionCompatible true when later versions of TensorRT are to run it
 * @param hardware on which other GPUs it is to run
 * @param dlaCore the DLA core that runs what it can; none when empty
 * @param gpuFallback true when the GPU runs what the DLA cannot
 * @param sparsity true when weights with two zeros in four may use sparse kernels
 * @param strip true when it holds no weights
 * @param layerPrecisions what some layers are to compute in
 * @param device number of the GPU
 */
public record BuildSettings(
        EnginePrecision precision,
        boolean stronglyTyped,
        OptionalLong workspaceBytes,
        OptionalInt optimizationLevel,
        boolean versionCompatible,
        HardwareLevel hardware,
        OptionalInt dlaCore,
        boolean gpuFallback,
        boolean sparsity,
        boolean strip,
        List<LayerPrecision> layerPrecisions,
        int device) {

    public BuildSettings {
        layerPrecisions = List.copyOf(layerPrecisions);
        if (gpuFallback && dlaCore.isEmpty()) {
            throw new IllegalArgumentException("gpuFallback needs a dlaCore");
        }
        if (stronglyTyped && !layerPrecisions.isEmpty()) {
            throw new IllegalArgumentException("layerPrecisions is " + layerPrecisions + ", stronglyTyped allows none");
        }
    }

    /** True when the model's float32 is to become FP16 before it is built: TensorRT itself changes no type there. */
    public boolean rewritesToHalf() {
        return stronglyTyped && precision != EnginePrecision.FP32;
    }

    /** Everything else as TensorRT has it. */
    public static BuildSettings of(EnginePrecision precision) {
        return new BuildSettings(
                precision,
                false,
                OptionalLong.empty(),
                OptionalInt.empty(),
                false,
                HardwareLevel.NONE,
                OptionalInt.empty(),
                false,
                false,
                false,
                List.of(),
                0);
    }
}
