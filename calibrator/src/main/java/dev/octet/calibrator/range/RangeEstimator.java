package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * A rule that chooses the range of values that the integers of one tensor cover. Several threads may ask one estimator at
 * once.
 */
public interface RangeEstimator {

    /** The name in tables, reports and on the command line. */
    String name();

    /**
     * The range to cover. It never leaves the exact range: {@code [min, max]} extended to hold zero when affine,
     * {@code [-absmax, absmax]} and centred on zero when symmetric. A pure function of the statistics.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when no value was finite
     */
    ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry);
}
