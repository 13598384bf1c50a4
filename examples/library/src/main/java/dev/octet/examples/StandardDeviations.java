package dev.octet.examples;

import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * An estimator of its own: the mean and so many standard deviations to both sides, within the exact range. Moments are
 * those of the histogram with each value at the middle of its bin.
 *
 * @param deviations above 0
 */
public record StandardDeviations(double deviations) implements RangeEstimator {

    @Override
    public String name() {
        return deviations + "-sigma";
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        ActivationRange exact = Estimators.minMax().estimate(statistics, symmetry);
        Histogram histogram = statistics.histogram();
        double sum = 0;
        double squares = 0;
        for (int bin = histogram.firstBin(); bin < histogram.endBin(); bin++) {
            double middle = (bin + 0.5) * histogram.binWidth();
            sum += histogram.count(bin) * middle;
            squares += histogram.count(bin) * middle * middle;
        }
        double mean = sum / histogram.total();
        double reach = deviations * Math.sqrt(Math.max(0, squares / histogram.total() - mean * mean));
        float low = (float) Math.max(exact.min(), Math.min(0, mean - reach));
        float high = (float) Math.min(exact.max(), Math.max(0, mean + reach));
        return symmetry == Symmetry.SYMMETRIC
                ? ActivationRange.symmetric(Math.max(-low, high))
                : new ActivationRange(low, high);
    }
}
