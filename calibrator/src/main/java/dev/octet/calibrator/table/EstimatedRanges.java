package dev.octet.calibrator.table;

import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * What one estimator chose for one tensor.
 *
 * @param estimator its name
 * @param affine the range to cover when affine; holds zero
 * @param symmetric the range to cover when symmetric; centred on zero
 */
public record EstimatedRanges(String estimator, ActivationRange affine, ActivationRange symmetric) {

    public EstimatedRanges {
        if (!affine.contains(0)) {
            throw new IllegalArgumentException("affine " + affine + " does not hold zero");
        }
        if (symmetric.min() != -symmetric.max()) {
            throw new IllegalArgumentException("symmetric " + symmetric + " is not centred on zero");
        }
    }

    /** The range for a symmetry. */
    public ActivationRange range(Symmetry symmetry) {
        return switch (symmetry) {
            case AFFINE -> affine;
            case SYMMETRIC -> symmetric;
        };
    }
}
