package dev.octet.calibrator.scheme;

/**
 * A closed interval of finite activation values. Negative zero is kept as positive zero.
 *
 * @param min lowest value, at most {@code max}
 * @param max highest value
 */
public record ActivationRange(float min, float max) {

    public ActivationRange {
        if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
            throw new IllegalArgumentException("min " + min + " and max " + max + " must be finite and in order");
        }
        min += 0.0f;
        max += 0.0f;
    }

    /**
     * The range {@code [-amax, amax]}.
     *
     * @param amax finite and not negative
     */
    public static ActivationRange symmetric(float amax) {
        return new ActivationRange(-amax, amax);
    }

    /** The larger magnitude of the two ends. */
    public float absoluteMaximum() {
        return Math.max(Math.abs(min), Math.abs(max));
    }

    /** This range, extended as little as needed to hold zero. */
    public ActivationRange includingZero() {
        return new ActivationRange(Math.min(min, 0.0f), Math.max(max, 0.0f));
    }

    /** The smallest range that holds both. */
    public ActivationRange union(ActivationRange other) {
        return new ActivationRange(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** True when the value lies in this range, ends included; false for NaN. */
    public boolean contains(float value) {
        return value >= min && value <= max;
    }
}
