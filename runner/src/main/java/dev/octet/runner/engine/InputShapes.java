package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sizes of inputs as an option gives them, in trtexec's form.
 *
 * @param option that gave them, for messages
 * @param sizes of all axes, by input
 */
public record InputShapes(String option, Map<String, List<Long>> sizes) {

    private static final Pattern ONE = Pattern.compile("(.+):([1-9]\\d{0,9}(?:x[1-9]\\d{0,9})*)");

    public InputShapes {
        Map<String, List<Long>> copy = new LinkedHashMap<>();
        sizes.forEach((input, shape) -> copy.put(input, List.copyOf(shape)));
        sizes = Collections.unmodifiableMap(copy);
    }

    /** What an option that was not given says. */
    public static InputShapes none(String option) {
        return new InputShapes(option, Map.of());
    }

    /**
     * Reads {@code images:1x3x640x640,other:1x4}; the name ends at the last colon.
     *
     * @throws ToolkitException {@code USAGE} when it is something else
     */
    public static InputShapes parse(String option, String text) {
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            Matcher one = ONE.matcher(part);
            if (!one.matches()) {
                throw wrong(option, text, "'" + part + "' is not a name and sizes");
            }
            List<Long> shape =
                    Stream.of(one.group(2).split("x", -1)).map(Long::valueOf).toList();
            if (sizes.put(one.group(1), shape) != null) {
                throw wrong(option, text, "input '" + one.group(1) + "' is there twice");
            }
        }
        return new InputShapes(option, sizes);
    }

    private static ToolkitException wrong(String option, String text, String why) {
        return new ToolkitException(
                FailureKind.USAGE,
                "'" + option + " " + text + "' gives no shapes: " + why + ".",
                "Write them as in images:1x3x640x640, several with commas between.");
    }

    /** As the option would be written: {@code 1x3x640x640}. */
    static String text(List<Long> shape) {
        return String.join("x", shape.stream().map(String::valueOf).toList());
    }
}
