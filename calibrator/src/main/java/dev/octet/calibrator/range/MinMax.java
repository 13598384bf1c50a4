package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/** The exact extremes: nothing finite is clipped. */
record MinMax() implements RangeEstimator {

    @Override
    public String name() {
        return "minmax";
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        return Bins.exactRange(statistics, symmetry);
    }
}
