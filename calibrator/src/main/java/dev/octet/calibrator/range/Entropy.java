package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * The range whose quantized distribution diverges least (Kullback-Leibler) from the clipped one; see
 * {@link Divergence}. Over at most 2048 bins, so at least 1025 where the histogram has that many: candidates from 128
 * bins (256 when affine) outwards, stride 1. Source: TensorRT entropy calibration as in NVIDIA pytorch-quantization.
 */
record Entropy() implements RangeEstimator {

    private static final int MOST_BINS = 2048;

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        Bins bins = Bins.atMost(MOST_BINS, statistics, symmetry);
        return EdgeSearch.search(bins, new Divergence(bins));
    }
}
