package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * Least mean squared error, unless the tensor's tail is so long that the error of its few large values would leave all
 * others a handful of steps: where the 99.99th percentile of the magnitude exceeds {@value #LONG_TAIL} times the 99th,
 * the range ends at the {@value #BODY}th.
 *
 * <p>A long tail comes from a few channels that are much larger than the rest, such as the stem of YOLOX-Nano (99th
 * percentile 14.7, maximum 138, median 0.03), whose smallest channels matter as much as its largest. Cutting it hard
 * costs some saturated values; not cutting costs every small channel. Tensors without such channels want nearly their
 * whole range.
 */
final class TailAware implements RangeEstimator {

    static final double LONG_TAIL = 4;
    static final double BODY = 98.5;

    private final RangeEstimator ordinary = new Mse();
    private final RangeEstimator body = new Percentile(BODY);
    private final RangeEstimator most = new Percentile(99);
    private final RangeEstimator all = new Percentile(99.99);

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        float mostMagnitude = most.estimate(statistics, Symmetry.SYMMETRIC).max();
        float allMagnitude = all.estimate(statistics, Symmetry.SYMMETRIC).max();
        float magnitude = body.estimate(statistics, Symmetry.SYMMETRIC).max();
        if (!(magnitude > 0) || allMagnitude <= LONG_TAIL * mostMagnitude) {
            return ordinary.estimate(statistics, symmetry);
        }
        if (symmetry == Symmetry.SYMMETRIC) {
            return ActivationRange.symmetric(magnitude);
        }
        ActivationRange exact = statistics.range().orElseThrow().includingZero();
        float low = Math.max(exact.min(), -magnitude);
        float high = Math.min(exact.max(), magnitude);
        return new ActivationRange(low, high);
    }
}
