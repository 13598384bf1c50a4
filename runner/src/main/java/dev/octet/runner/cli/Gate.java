package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Locale;

/** A figure that a script asks for: met, or exit code 3 after the result was printed. */
final class Gate {

    private Gate() {}

    /** Fails when the measured value is below the wanted one, or not a number. */
    static void atLeast(String what, double measured, double wanted, String flag) {
        if (measured >= wanted) {
            return;
        }
        throw new ToolkitException(
                FailureKind.GATE_FAILED,
                String.format(Locale.ROOT, "The %s is %.4f, %s asks for at least %.4f.", what, measured, flag, wanted),
                "Improve the model, or lower the gate.");
    }

    /** Fails when the measured value is above the wanted one, or not a number. */
    static void atMost(String what, double measured, double wanted, String flag, String remedy) {
        if (measured <= wanted) {
            return;
        }
        throw new ToolkitException(
                FailureKind.GATE_FAILED,
                String.format(Locale.ROOT, "The %s is %.4f, %s asks for at most %.4f.", what, measured, flag, wanted),
                remedy);
    }

    /** A gate that nothing was measured for does not hold. */
    static ToolkitException nothingToMeasure(String message) {
        return new ToolkitException(
                FailureKind.GATE_FAILED,
                message,
                "Compare files of one model, or rename tensors with 'table convert'.");
    }
}
