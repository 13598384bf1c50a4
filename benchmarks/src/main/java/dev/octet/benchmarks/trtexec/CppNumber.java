package dev.octet.benchmarks.trtexec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A float as a C++ stream writes it by default: {@code %g}, 6 significant digits, no zeros behind them. */
final class CppNumber {

    private static final int DIGITS = 6;
    private static final MathContext SIX = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
    private static final int LEAST_EXPONENT = -4;
    private static final int SHORT_EXPONENT = 10;

    private CppNumber() {}

    /** The text; "inf", "-inf" and "nan" as glibc has them. */
    static String text(float value) {
        if (Float.isNaN(value)) {
            return "nan";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return Float.floatToRawIntBits(value) < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(SIX).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < LEAST_EXPONENT || exponent >= DIGITS
                ? scientific(rounded, exponent)
                : rounded.toPlainString();
    }

    private static String scientific(BigDecimal rounded, int exponent) {
        String digits = rounded.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int size = Math.abs(exponent);
        return (rounded.signum() < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + (size < SHORT_EXPONENT ? "0" : "") + size;
    }
}
