package dev.octet.calibrator.scheme;

/**
 * Scales that can be written in a byte: {@code 2^(k/16)}, steps of 4.4 per cent. Weights of few levels lose next to nothing by a
 * scale that is 2 per cent off, since their integers are chosen for it; in a file of four bits a weight, float scales would
 * be a tenth of it.
 *
 * <p>Trained scales are gains of integers that stay, so they are finer: a second byte says which of {@value #PARTS} parts of a
 * step is added, {@code 2^(k/16) * 2^(p/1024)} as a product of two float32, steps of 0.07 per cent.
 */
public final class ScaleGrid {

    /** Parts of a step. */
    public static final int PARTS = 64;

    private static final double STEPS = 16;

    private ScaleGrid() {}

    /** The number of the step that a scale lies in, parts included, or of the step that it is. */
    public static int index(double scale) {
        return Math.toIntExact(Math.floorDiv(number(scale), PARTS));
    }

    /** How many parts of a step are added to it. */
    public static int part(double scale) {
        return Math.floorMod(number(scale), PARTS);
    }

    private static long number(double scale) {
        return Math.round(PARTS * exactIndex(scale));
    }

    /** The scale of this number. */
    public static float scale(int index) {
        return (float) StrictMath.pow(2, index / STEPS);
    }

    /** What so many parts multiply a scale with. */
    public static float partFactor(int part) {
        return (float) StrictMath.pow(2, part / (STEPS * PARTS));
    }

    /** The nearest scale without parts, by ratio. */
    public static float nearest(double scale) {
        return scale((int) Math.rint(exactIndex(Math.max(Float.MIN_NORMAL, scale))));
    }

    /** The nearest scale with parts, by ratio. */
    public static float nearestPart(double scale) {
        long number = number(Math.max(Float.MIN_NORMAL, scale));
        return scale(Math.toIntExact(Math.floorDiv(number, PARTS))) * partFactor(Math.floorMod(number, PARTS));
    }

    /** The nearest scale without parts that is not below the bound. */
    static float nearest(double scale, double bound) {
        float nearest = nearest(scale);
        return nearest >= bound ? nearest : scale((int) Math.ceil(exactIndex(bound) + 1e-6));
    }

    private static double exactIndex(double scale) {
        return STEPS * StrictMath.log(scale) / StrictMath.log(2);
    }
}
