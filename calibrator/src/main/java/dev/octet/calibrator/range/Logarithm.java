package dev.octet.calibrator.range;

/**
 * Natural logarithm of a normal positive double, the same bits on every machine and JDK ({@link Math#log} is not) and
 * faster than {@link StrictMath#log}: table of the upper 11 mantissa bits, then four terms of the series. Absolute error
 * below 1e-15 plus rounding.
 */
final class Logarithm {

    private static final int TABLE_BITS = 11;
    private static final int SHIFT = 52 - TABLE_BITS;
    private static final double LN_2 = 0.6931471805599453;
    private static final double[] LOG = new double[1 << TABLE_BITS];
    private static final double[] INVERSE = new double[1 << TABLE_BITS];

    static {
        for (int i = 0; i < LOG.length; i++) {
            double centre = 1 + (i + 0.5) / LOG.length;
            LOG[i] = StrictMath.log(centre);
            INVERSE[i] = 1 / centre;
        }
    }

    private Logarithm() {}

    static double of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) - 1023;
        double mantissa = Double.longBitsToDouble((bits & 0x000f_ffff_ffff_ffffL) | 0x3ff0_0000_0000_0000L);
        int index = (int) (bits >>> SHIFT) & (LOG.length - 1);
        double rest = mantissa * INVERSE[index] - 1;
        double series = rest * (1 - rest * (0.5 - rest * (1.0 / 3 - rest * 0.25)));
        return exponent * LN_2 + LOG[index] + series;
    }
}
