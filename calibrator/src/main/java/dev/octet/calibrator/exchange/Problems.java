package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that is wrong with a file, to be told at once. */
final class Problems {

    private static final int TOLD = 5;

    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** The failure that names the first of them. */
    ToolkitException refusal(Path file, RangeFormat format) {
        List<String> told = found.subList(0, Math.min(TOLD, found.size()));
        int more = found.size() - told.size();
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                capitalized(format.title()) + " " + file + " is not valid: " + String.join("; ", told)
                        + (more == 0 ? "." : "; and " + more + " more."),
                "Correct the file, or make it again.");
    }

    /** Checks that there is a range to write. */
    static void requireAny(Map<String, ?> ranges) {
        if (ranges.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no range to write: no tensor had a finite value, or the model has no layer to quantize.",
                    "See what there is with 'octet table show' and 'octet inspect'.");
        }
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
