package dev.octet.calibrator.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal that reads back as the same float32, the nearest of them to the value. {@link Float#toString} is
 * that only from JDK 19 on, and a table must not depend on the JDK.
 */
final class ShortestFloat {

    private static final int ENOUGH_DIGITS = 9;
    private static final int PLAIN_DIGITS = 9;

    private ShortestFloat() {}

    /**
     * The decimal, as a JSON number.
     *
     * @param value finite
     */
    static String of(float value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < ENOUGH_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (Float.parseFloat(rounded.toString()) == value) {
                return text(rounded.stripTrailingZeros());
            }
        }
        return text(exact.round(new MathContext(ENOUGH_DIGITS, RoundingMode.HALF_EVEN)));
    }

    private static String text(BigDecimal decimal) {
        int leading = decimal.precision() - decimal.scale();
        return Math.abs(leading) <= PLAIN_DIGITS ? decimal.toPlainString() : decimal.toString();
    }
}
