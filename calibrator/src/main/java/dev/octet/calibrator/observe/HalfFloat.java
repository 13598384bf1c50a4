package dev.octet.calibrator.observe;

/** IEEE 754 binary16, as ONNX's FLOAT16: 1 sign bit, 5 of exponent, 10 of fraction. */
final class HalfFloat {

    /** Bit patterns that there are. */
    static final int PATTERNS = 1 << 16;

    private static final int INFINITE_EXPONENT = 0x1f;
    private static final int FRACTION_BITS = 10;

    private HalfFloat() {}

    /** The value of a bit pattern, exact; every NaN pattern gives NaN. */
    static float toFloat(short bits) {
        int exponent = (bits >> FRACTION_BITS) & INFINITE_EXPONENT;
        int fraction = bits & ((1 << FRACTION_BITS) - 1);
        float magnitude;
        if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, -24);
        } else if (exponent == INFINITE_EXPONENT) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Math.scalb((float) (fraction | 1 << FRACTION_BITS), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
