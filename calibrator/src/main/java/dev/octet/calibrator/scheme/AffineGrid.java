package dev.octet.calibrator.scheme;

/**
 * The affine form anchored at the lowest value: {@code x_q = round((x - x_min) / s)} with
 * {@code s = (x_max - x_min) / (2^b - 1)}, {@code x_q} in 0..2^b - 1. Equal to the zero-point form of
 * {@link QuantizationScheme} up to the rounding of the zero point, by which that form moves the grid so that 0 is exact.
 *
 * <p>Arithmetic is in double, rounding half to even; values outside the range clamp, NaN becomes 0. Inside the range
 * {@code |x - x^| <= s / 2} up to rounding.
 *
 * @param min {@code x_min}, finite
 * @param scale {@code s}, finite and positive
 * @param bits {@code b}, 2..8
 */
public record AffineGrid(double min, double scale, int bits) {

    public AffineGrid {
        if (!Double.isFinite(min) || !(scale > 0) || Double.isInfinite(scale) || bits < 2 || bits > 8) {
            throw new IllegalArgumentException("min " + min + " must be finite, scale " + scale
                    + " finite and positive, bits " + bits + " in 2..8");
        }
    }

    /** The grid from the range's lowest to its highest value; scale 1 when they are equal. */
    public static AffineGrid over(ActivationRange range, int bits) {
        double extent = (double) range.max() - range.min();
        return new AffineGrid(range.min(), extent == 0 ? 1.0 : extent / ((1 << bits) - 1), bits);
    }

    /** The grid index of one value. */
    public int quantize(double value) {
        return Math.max(0, Math.min((1 << bits) - 1, (int) Math.rint((value - min) / scale)));
    }

    /** The value at one grid index. */
    public double dequantize(int quantized) {
        return min + quantized * scale;
    }
}
