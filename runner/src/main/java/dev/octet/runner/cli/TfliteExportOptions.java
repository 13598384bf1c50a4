package dev.octet.runner.cli;

import dev.octet.calibrator.tflite.TflitePrecision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a file for TensorFlow Lite computes in. */
final class TfliteExportOptions {

    private static final String FLOAT = "float";
    private static final String INT8 = "int8";

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
            names = "--io",
            paramLabel = "TYPE",
            description = "For tflite: inputs and outputs are float (default) or int8.")
    @Nullable
    private String io;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    TflitePrecision precision() {
        String name = precision == null ? TflitePrecision.INT8.text() : precision;
        return TflitePrecision.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--precision': '" + name + "' is not one of "
                                + Arrays.stream(TflitePrecision.values())
                                        .map(TflitePrecision::text)
                                        .collect(Collectors.joining(", "))));
    }

    /** True for inputs and outputs of int8. */
    boolean integerFace() {
        if (io == null || io.equals(FLOAT)) {
            return false;
        }
        if (!io.equals(INT8)) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--io': '" + io + "' is not float or int8");
        }
        if (!precision().needsCalibration()) {
            throw new ParameterException(
                    spec.commandLine(), "'--io int8' goes with '--precision int8' and 'int8-float-head'");
        }
        return true;
    }

    /** Refuses what the precision does not go with. */
    void check(@Nullable Path images, TableOption table) {
        table.requireInsteadOf(images, spec);
        boolean given = images != null || table.isGiven();
        if (precision().needsCalibration() != given) {
            throw new ParameterException(
                    spec.commandLine(),
                    given
                            ? "'--precision " + precision().text() + "' takes no '--images' and no '--calibration'"
                            : "'--precision " + precision().text() + "' needs '--images=DIR' or '--calibration=FILE'");
        }
        integerFace();
    }
}
