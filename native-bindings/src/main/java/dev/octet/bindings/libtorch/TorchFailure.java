package dev.octet.bindings.libtorch;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Locale;

/** What libtorch throws, decoded. */
final class TorchFailure {

    private TorchFailure() {}

    /** What a call throws, in words; programming errors of Java stay what they are. */
    static RuntimeException decoded(RuntimeException thrown) {
        return thrown.getClass() == RuntimeException.class ? of(thrown) : thrown;
    }

    /** The failure of a call; its first line says what, the rest is where inside libtorch. */
    static ToolkitException of(RuntimeException thrown) {
        String whole = String.valueOf(thrown.getMessage());
        String first = whole.lines().findFirst().orElse(whole);
        String lower = whole.toLowerCase(Locale.ROOT);
        if (lower.contains("can't allocate memory") || lower.contains("out of memory")) {
            return new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "libtorch ran out of memory: " + first,
                    "Close other programs, or use a smaller input size.",
                    thrown);
        }
        return new ToolkitException(
                FailureKind.NATIVE_FAILURE,
                "libtorch failed: " + first,
                "Report it with the model; --verbose shows where.",
                thrown);
    }
}
