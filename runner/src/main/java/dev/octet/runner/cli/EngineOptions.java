package dev.octet.runner.cli;

import dev.octet.runner.engine.BuildSettings;
import dev.octet.runner.engine.EnginePrecision;
import dev.octet.runner.engine.HardwareLevel;
import dev.octet.runner.engine.LayerPrecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How TensorRT builds an engine. */
final class EngineOptions {

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,9})(KiB|MiB|GiB)");
    private static final int HIGHEST_LEVEL = 5;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "What layers may compute in. build: fp32, fp16, int8 or best (default: int8 for a model with Q/DQ,"
                            + " else fp16). export --to tflite: int8 (default), int8-float-head, dynamic-range, float16"
                            + " or float32.")
    @Nullable
    private String precision;

    @Option(
            names = "--strongly-typed",
            description = "Take types from the model alone, as TensorRT 11 always does; INT8 comes from Q/DQ then.")
    private boolean stronglyTyped;

    @Option(
            names = "--layer-precision",
            paramLabel = "NAME=PRECISION",
            description = "Let layers compute in fp32, fp16 or int8 whatever is fastest; * and ? in NAME stand for any"
                    + " text and character; may be repeated.")
    private List<String> layerPrecisions = new ArrayList<>();

    @Option(
            names = "--workspace",
            paramLabel = "SIZE",
            description = "Most scratch memory that a layer may use, as in 2GiB or 512MiB (default: all of the GPU's).")
    @Nullable
    private String workspace;

    @Option(
            names = "--optimization-level",
            paramLabel = "N",
            description = "How hard to look for fast kernels: 0 to 5 (default: TensorRT's, which is 3).")
    @Nullable
    private Integer optimizationLevel;

    @Option(
            names = "--version-compatible",
            description = "Make an engine for later versions of TensorRT too; it carries a runtime of its own.")
    private boolean versionCompatible;

    @Option(
            names = "--hardware-compatibility",
            paramLabel = "LEVEL",
            description = "For which other GPUs: none, ampere-plus or same-compute-capability (default: none).")
    @Nullable
    private String hardware;

    @Option(names = "--dla", paramLabel = "N", description = "Run on this DLA core of a Jetson what it can run.")
    @Nullable
    private Integer dla;

    @Option(names = "--gpu-fallback", description = "With --dla: run on the GPU what the DLA cannot run.")
    private boolean gpuFallback;

    @Option(names = "--sparsity", description = "Use sparse kernels where weights have two zeros in four.")
    private boolean sparsity;

    @Option(names = "--strip", description = "Leave the weights out of the engine; whoever runs it must refit them.")
    private boolean strip;

    @Option(names = "--device", paramLabel = "N", description = "Number of the GPU (default: 0).")
    @Nullable
    private Integer device;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Checks what can be checked without a model. */
    void check() {
        precision();
        workspaceBytes();
        layers();
        hardwareLevel();
        if (optimizationLevel != null && (optimizationLevel < 0 || optimizationLevel > HIGHEST_LEVEL)) {
            throw invalid("--optimization-level", optimizationLevel.toString(), "not a level from 0 to 5");
        }
        if (dla != null && dla < 0) {
            throw invalid("--dla", dla.toString(), "not the number of a core");
        }
        if (device != null && device < 0) {
            throw invalid("--device", device.toString(), "not the number of a GPU");
        }
        if (gpuFallback && dla == null) {
            throw new ParameterException(spec.commandLine(), "'--gpu-fallback' needs '--dla=N'");
        }
        if (dla != null && precision().filter(EnginePrecision.FP32::equals).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "'--dla' computes in FP16 and INT8, '--precision=fp32' allows neither");
        }
        if (stronglyTyped && !layerPrecisions.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'--layer-precision' and '--strongly-typed' exclude each other: types come from the model");
        }
    }

    private ParameterException invalid(String option, String value, String why) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '" + option + "': '" + value + "' is " + why);
    }

    /** The precision that was named. */
    Optional<EnginePrecision> precision() {
        return Optional.ofNullable(precision)
                .map(name -> EnginePrecision.named(name)
                        .orElseThrow(() -> invalid("--precision", name, "not one of fp32, fp16, int8, best")));
    }

    boolean isStronglyTyped() {
        return stronglyTyped;
    }

    boolean isVersionCompatible() {
        return versionCompatible;
    }

    boolean usesDla() {
        return dla != null;
    }

    /** All of it, with the precision that came out. */
    BuildSettings settings(EnginePrecision chosen) {
        return new BuildSettings(
                chosen,
                stronglyTyped,
                workspaceBytes(),
                optimizationLevel == null ? OptionalInt.empty() : OptionalInt.of(optimizationLevel),
                versionCompatible,
                hardwareLevel(),
                dla == null ? OptionalInt.empty() : OptionalInt.of(dla),
                gpuFallback,
                sparsity,
                strip,
                layers(),
                device == null ? 0 : device);
    }

    private HardwareLevel hardwareLevel() {
        return Optional.ofNullable(hardware)
                .map(name -> HardwareLevel.named(name)
                        .orElseThrow(() -> invalid(
                                "--hardware-compatibility",
                                name,
                                "not one of none, ampere-plus, same-compute-capability")))
                .orElse(HardwareLevel.NONE);
    }

    private List<LayerPrecision> layers() {
        return layerPrecisions.stream().map(LayerPrecision::parse).toList();
    }

    private OptionalLong workspaceBytes() {
        if (workspace == null) {
            return OptionalLong.empty();
        }
        Matcher size = SIZE.matcher(workspace);
        if (!size.matches()) {
            throw invalid("--workspace", workspace, "not a size such as 2GiB, 512MiB or 64KiB");
        }
        int shift = switch (size.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
        return OptionalLong.of(Long.parseLong(size.group(1)) << shift);
    }
}
