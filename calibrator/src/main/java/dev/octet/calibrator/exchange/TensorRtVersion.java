package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of TensorRT.
 *
 * @param major from 1
 * @param minor up to 9, from TensorRT 10 on up to 99
 * @param patch up to 99
 */
public record TensorRtVersion(int major, int minor, int patch) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{1,2})");

    /** The first version whose number gives the minor version two digits. */
    private static final int WIDE_MAJOR = 10;

    public TensorRtVersion {
        int greatestMinor = major < WIDE_MAJOR ? 9 : 99;
        if (major < 1 || major > 99 || minor < 0 || minor > greatestMinor || patch < 0 || patch > 99) {
            throw new IllegalArgumentException(
                    major + "." + minor + "." + patch + " is no version of TensorRT, such as 8.6.1 or 10.15.1");
        }
    }

    /** The version of these three numbers. */
    public static TensorRtVersion of(int major, int minor, int patch) {
        return new TensorRtVersion(major, minor, patch);
    }

    /**
     * The version of a text such as {@code 10.15.1}.
     *
     * @throws ToolkitException {@code USAGE} when it is none
     */
    public static TensorRtVersion parse(String text) {
        Matcher parts = TEXT.matcher(text);
        try {
            if (parts.matches()) {
                return of(number(parts, 1), number(parts, 2), number(parts, 3));
            }
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
        throw unknown(text);
    }

    /**
     * The version of a number as {@link #number} gives it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TensorRtVersion ofNumber(int number) {
        if (number >= WIDE_MAJOR * 10_000) {
            return of(number / 10_000, number / 100 % 100, number % 100);
        }
        if (number >= 1_000 && number < 10_000) {
            return of(number / 1_000, number / 100 % 10, number % 100);
        }
        throw new IllegalArgumentException(number + " is no version number of TensorRT, such as 8601 or 101501");
    }

    /** The version as TensorRT counts: 8601 for 8.6.1, 101501 for 10.15.1. */
    public int number() {
        return major < WIDE_MAJOR ? major * 1_000 + minor * 100 + patch : major * 10_000 + minor * 100 + patch;
    }

    /** True when this version reads calibration caches; TensorRT 11 has no calibrators any more. */
    public boolean readsCaches() {
        return major <= 10;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static ToolkitException unknown(String text) {
        return new ToolkitException(
                FailureKind.USAGE,
                FileText.quoted(text) + " is no version of TensorRT.",
                "Write MAJOR.MINOR.PATCH, for example 10.15.1 or 8.6.1; trtexec prints it.");
    }
}
