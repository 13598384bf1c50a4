package dev.octet.calibrator.scheme;

/**
 * The rule from a range to quantization parameters.
 *
 * <ul>
 *   <li>affine: the range is extended to hold 0; {@code s = (max - min) / (q_max - q_min)},
 *       {@code z = clamp(round(q_min - min / s))}, so that 0 is exact;
 *   <li>symmetric: {@code s = amax / (q_max - z)}, {@code z} = 0 for signed formats, the middle for unsigned ones.
 * </ul>
 *
 * <p>Divisions are in double, the zero point follows from the double scale, the scale is then rounded to float32, rounding of {@code z} is half to even. A range of
 * just zero gets scale 1; a scale below the smallest normal float32 is raised to it, so its reciprocal is finite.
 *
 * @param symmetry where the grid lies
 * @param format the integers
 */
public record QuantizationScheme(Symmetry symmetry, IntegerFormat format) {

    /** Parameters whose grid covers the range. */
    public QuantizationParameters parametersFor(ActivationRange range) {
        return switch (symmetry) {
            case AFFINE -> affine(range.includingZero());
            case SYMMETRIC -> symmetric(range.absoluteMaximum());
        };
    }

    private QuantizationParameters affine(ActivationRange range) {
        double extent = (double) range.max() - range.min();
        double step = extent == 0 ? 1 : Math.max(Float.MIN_NORMAL, extent / format.steps());
        long zeroPoint = (long) Math.rint(format.min() - range.min() / step);
        return new QuantizationParameters(scale(extent, format.steps()), format.clamp(zeroPoint), format);
    }

    private QuantizationParameters symmetric(float amax) {
        int zeroPoint = format.symmetricZeroPoint();
        return new QuantizationParameters(scale(amax, format.max() - zeroPoint), zeroPoint, format);
    }

    static float scale(double extent, int steps) {
        return extent == 0 ? 1.0f : Math.max(Float.MIN_NORMAL, (float) (extent / steps));
    }
}
