package dev.octet.bindings.opencv;

import java.util.Collections;
import java.util.List;

/**
 * How 8-bit pixels become a {@code [3, H, W] float32} tensor. The value of pixel p in plane c is
 * {@code (p * scale - mean_c) / std_c}, computed in double and rounded once to the nearest float; there are only 256 of
 * them for each plane, so they are tabulated and the same on every machine.
 */
public final class PixelLayout {

    private static final int PLANES = 3;
    private static final int LEVELS = 256;

    private final ColourOrder order;
    private final int padLevel;
    private final float[][] values;

    private PixelLayout(ColourOrder order, int padLevel, float[][] values) {
        this.order = order;
        this.padLevel = padLevel;
        this.values = values;
    }

    /**
     * A layout.
     *
     * @param order order of the planes
     * @param padLevel level outside the picture, 0..255, the same in all planes
     * @param scale factor of the level
     * @param mean for each plane, in the order of the planes
     * @param std for each plane, in the order of the planes; not zero
     */
    public static PixelLayout of(ColourOrder order, int padLevel, double scale, List<Double> mean, List<Double> std) {
        if (padLevel < 0 || padLevel >= LEVELS) {
            throw new IllegalArgumentException("padLevel is " + padLevel + ", must be 0 to 255");
        }
        if (mean.size() != PLANES || std.size() != PLANES) {
            throw new IllegalArgumentException(
                    "mean " + mean + " and std " + std + " must have one value for each of 3 planes");
        }
        float[][] values = new float[PLANES][LEVELS];
        for (int plane = 0; plane < PLANES; plane++) {
            for (int level = 0; level < LEVELS; level++) {
                values[plane][level] = (float) ((level * scale - mean.get(plane)) / std.get(plane));
            }
        }
        return new PixelLayout(order, padLevel, values);
    }

    /** RGB planes with values 0..1 on a black ground. */
    public static PixelLayout unitRgb() {
        return of(ColourOrder.RGB, 0, 1.0 / 255, Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0));
    }

    /** Order of the planes. */
    public ColourOrder order() {
        return order;
    }

    /** Value of a level in a plane. */
    public float value(int plane, int level) {
        return values[plane][level];
    }

    float pad(int plane) {
        return values[plane][padLevel];
    }

    /** The 256 values of the plane that takes that byte of a BGR pixel. */
    float[] valuesOfSource(int source) {
        return values[planeOfSource(source)];
    }

    int planeOfSource(int source) {
        return order.sourceOf(source);
    }
}
