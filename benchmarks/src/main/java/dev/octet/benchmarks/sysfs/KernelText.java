package dev.octet.benchmarks.sysfs;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a file of the kernel says.
 *
 * @param path where it is, such as {@code /sys/class/hwmon/hwmon1/name}
 * @param value its text without white space and zero bytes around; empty when it cannot be read
 * @param problem why it cannot be read, such as "permission denied"; empty when it can
 */
public record KernelText(String path, Optional<String> value, String problem) {

    /** Why a file cannot be read that is not there. */
    static final String ABSENT = "does not exist";

    /** Why a file cannot be read that others may read. */
    static final String DENIED = "permission denied";

    public KernelText {
        if (value.isPresent() != problem.isEmpty()) {
            throw new IllegalArgumentException(path + " must have a value or a problem, not both");
        }
    }

    /** True when there is no such file. */
    public boolean isAbsent() {
        return problem.equals(ABSENT);
    }

    /** True when others may read it. */
    public boolean isDenied() {
        return problem.equals(DENIED);
    }

    /** The number that it begins with; empty when it begins with none. */
    public OptionalLong number() {
        return value.map(KernelText::number).orElse(OptionalLong.empty());
    }

    /** Path and problem, as part of a sentence; for a file that cannot be read. */
    public String sentence() {
        return path + ": " + problem;
    }

    /** Path and why there is no number, as part of a sentence; for a file without one. */
    public String numberProblem() {
        return value.isEmpty() ? sentence() : path + ": no number";
    }

    private static OptionalLong number(String text) {
        int end = text.startsWith("-") ? 1 : 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        try {
            return OptionalLong.of(Long.parseLong(text.substring(0, end)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
