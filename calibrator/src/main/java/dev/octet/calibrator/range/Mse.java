package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/** The range whose simulated 8-bit rounding has the least mean squared error; see {@link SquaredError}. */
record Mse() implements RangeEstimator {

    @Override
    public String name() {
        return "mse";
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        Bins bins = Bins.of(statistics, symmetry);
        return EdgeSearch.search(bins, new SquaredError(bins, 1));
    }
}
