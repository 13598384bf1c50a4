package dev.octet.calibrator.torchscript;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as TorchScript reads them. */
final class Literal {

    private Literal() {}

    /** A float; reads back as the same number. */
    static String of(double value) {
        return Double.toString(value).toLowerCase(Locale.ROOT);
    }

    /** A list of integers. */
    static String of(long... values) {
        return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    static String of(boolean value) {
        return value ? "True" : "False";
    }
}
