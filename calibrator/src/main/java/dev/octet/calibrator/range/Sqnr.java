package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * The range with the best signal to quantization noise ratio where clipping noise weighs three times, as in AIMET's
 * tf_enhanced; see {@link SquaredError}. The signal does not depend on the range, so the noise decides.
 */
record Sqnr() implements RangeEstimator {

    private static final double CLIP_WEIGHT = 3;

    @Override
    public String name() {
        return "sqnr";
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        Bins bins = Bins.of(statistics, symmetry);
        return EdgeSearch.search(bins, new SquaredError(bins, CLIP_WEIGHT));
    }
}
