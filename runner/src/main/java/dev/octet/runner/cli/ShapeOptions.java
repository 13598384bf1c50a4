package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.engine.InputShapes;
import dev.octet.runner.engine.ProfilePlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How large the inputs that a model leaves open may be, as trtexec is told. */
final class ShapeOptions {

    private static final String MIN = "--min-shapes";
    private static final String OPT = "--opt-shapes";
    private static final String MAX = "--max-shapes";

    @Option(
            names = MIN,
            paramLabel = "INPUT:SIZES",
            description = "Smallest sizes of open inputs, as in images:1x3x320x320 (default: those of --opt-shapes).")
    @Nullable
    private String min;

    @Option(
            names = OPT,
            paramLabel = "INPUT:SIZES",
            description =
                    "Sizes that the engine is made fast for; several inputs with commas between (default: batch 1,"
                            + " where nothing else is open).")
    @Nullable
    private String opt;

    @Option(
            names = MAX,
            paramLabel = "INPUT:SIZES",
            description = "Largest sizes of open inputs (default: those of --opt-shapes).")
    @Nullable
    private String max;

    /** Checks what can be checked without a model. */
    void check() {
        shapes(MIN, min);
        shapes(OPT, opt);
        shapes(MAX, max);
    }

    ProfilePlan plan(OnnxModel model) {
        return ProfilePlan.of(model, shapes(MIN, min), shapes(OPT, opt), shapes(MAX, max));
    }

    private static InputShapes shapes(String option, @Nullable String text) {
        return text == null ? InputShapes.none(option) : InputShapes.parse(option, text);
    }
}
