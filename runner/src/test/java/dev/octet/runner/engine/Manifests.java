package dev.octet.runner.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Manifests that no build made. */
final class Manifests {

    static final EngineEnvironment HOPPER =
            new EngineEnvironment("10.15.1", "13.1", "13.0", "NVIDIA H200", 9, 0, "amd64");

    private Manifests() {}

    static EngineManifest of(String planSha256, EngineEnvironment environment, BuildSettings settings) {
        List<Long> one = List.of(1L, 3L, 8L, 8L);
        return new EngineManifest(
                planSha256,
                4,
                new EngineManifest.Source("model.onnx", "ab".repeat(32), false),
                Optional.of(new EngineManifest.Ranges(CalibratorChoice.ENTROPY2, "cd".repeat(32))),
                environment,
                settings,
                List.of(new ShapeRange("images", one, one, List.of(4L, 3L, 8L, 8L))),
                List.of(
                        new TensorFace("images", true, "kFLOAT", List.of(-1L, 3L, 8L, 8L)),
                        new TensorFace("output", false, "kFLOAT", List.of(-1L, 10L))),
                12,
                "0.1.0",
                93.5);
    }

    static BuildSettings settings(boolean versionCompatible, HardwareLevel hardware) {
        return new BuildSettings(
                EnginePrecision.INT8,
                false,
                OptionalLong.of(1L << 31),
                OptionalInt.of(4),
                versionCompatible,
                hardware,
                OptionalInt.of(1),
                true,
                true,
                false,
                List.of(new LayerPrecision("conv*", EnginePrecision.FP16)),
                0);
    }
}
