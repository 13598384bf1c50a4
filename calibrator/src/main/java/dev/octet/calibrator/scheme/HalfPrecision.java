package dev.octet.calibrator.scheme;

/** IEEE 754 half precision: 5 bits of exponent, 10 of fraction. */
public final class HalfPrecision {

    private static final float LARGEST = 65504;
    private static final int FRACTION_BITS = 10;
    private static final int LEAST_EXPONENT = -14;
    private static final int BIAS = 15;
    private static final int SIGN = 0x8000;

    private HalfPrecision() {}

    /** True when every value has a finite neighbour. */
    public static boolean holds(float[] values) {
        for (float value : values) {
            if (!(Math.abs(value) <= LARGEST)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bits of the nearest half, of two the even one.
     *
     * @param value at most 65504 in magnitude; off by at most 2^-11 of its power of two, or by 2^-25 where it is small
     */
    public static short nearest(float value) {
        float size = Math.abs(value);
        if (!(size <= LARGEST)) {
            throw new IllegalArgumentException("value is " + value + ", must be within 65504 of zero");
        }
        int exponent = Math.max(LEAST_EXPONENT, Math.getExponent(size));
        int steps = (int) Math.rint(Math.scalb((double) size, FRACTION_BITS - exponent));
        // A subnormal has exponent field 0; steps then count from zero. Rounding up to the next power of two carries
        // over.
        int bits = steps + ((exponent + BIAS - 1) << FRACTION_BITS);
        int sign = Float.floatToRawIntBits(value) < 0 ? SIGN : 0;
        return (short) (sign | bits);
    }
}
