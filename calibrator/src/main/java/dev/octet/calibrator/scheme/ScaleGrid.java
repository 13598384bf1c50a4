package dev.octet.calibrator.scheme;

/**
 * Scales that can be written in a byte: {@code 2^(k/16)}, steps of 4.4 per cent. Weights of few levels lose next to nothing by a
 * scale that is 2 per cent off, since their integers are chosen for it; in a file of four bits a weight, float scales would
 * be a tenth of it.
 */
public final class ScaleGrid {

    private static final double STEPS = 16;

    private ScaleGrid() {}

    /** The number of the nearest scale, by ratio. */
    public static int index(double scale) {
        return (int) Math.rint(exactIndex(scale));
    }

    /** The scale of this number. */
    public static float scale(int index) {
        return (float) StrictMath.pow(2, index / STEPS);
    }

    /** The nearest scale. */
    public static float nearest(double scale) {
        return scale(index(Math.max(Float.MIN_NORMAL, scale)));
    }

    /** The nearest scale that is not below the bound. */
    static float nearest(double scale, double bound) {
        float nearest = scale(index(Math.max(Float.MIN_NORMAL, scale)));
        return nearest >= bound ? nearest : scale((int) Math.ceil(exactIndex(bound) + 1e-6));
    }

    private static double exactIndex(double scale) {
        return STEPS * StrictMath.log(scale) / StrictMath.log(2);
    }
}
