package dev.octet.calibrator.range;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * A tensor's histogram as the estimators read it: of {@code |x|} from bin 0 when symmetric, of {@code x} with zero inside
 * when affine. Edge {@code k} lies at {@code k * width}.
 */
final class Bins {

    private final Symmetry symmetry;
    private final ActivationRange exact;
    private final int exponent;
    private final int first;
    private final long[] counts;

    private Bins(Symmetry symmetry, ActivationRange exact, int exponent, int first, long[] counts) {
        this.symmetry = symmetry;
        this.exact = exact;
        this.exponent = exponent;
        this.first = first;
        this.counts = counts;
    }

    /** All bins at their own width: 2048 to 4096 of them between zero and the largest magnitude. */
    static Bins of(TensorStatistics statistics, Symmetry symmetry) {
        return of(statistics.histogram(), exactRange(statistics, symmetry), symmetry);
    }

    /** At most {@code most} bins: neighbours folded in pairs as often as needed. */
    static Bins atMost(int most, TensorStatistics statistics, Symmetry symmetry) {
        ActivationRange exact = exactRange(statistics, symmetry);
        Histogram histogram = statistics.histogram();
        Bins bins = of(histogram, exact, symmetry);
        while (bins.counts.length > most) {
            histogram = histogram.foldedTo(histogram.exponent() + 1);
            bins = of(histogram, exact, symmetry);
        }
        return bins;
    }

    private static Bins of(Histogram histogram, ActivationRange exact, Symmetry symmetry) {
        int negative = Math.max(0, -histogram.firstBin());
        int positive = Math.max(0, histogram.endBin());
        return switch (symmetry) {
            case AFFINE -> {
                long[] counts = new long[negative + positive];
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = histogram.count(i - negative);
                }
                yield new Bins(symmetry, exact, histogram.exponent(), -negative, counts);
            }
            case SYMMETRIC -> {
                long[] counts = new long[Math.max(negative, positive)];
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = histogram.count(i) + histogram.count(-i - 1);
                }
                yield new Bins(symmetry, exact, histogram.exponent(), 0, counts);
            }
        };
    }

    /** The range that holds every finite value, as wide as the symmetry asks. */
    static ActivationRange exactRange(TensorStatistics statistics, Symmetry symmetry) {
        ActivationRange range = statistics.range().orElseThrow(() -> nothingFinite(statistics));
        return switch (symmetry) {
            case AFFINE -> range.includingZero();
            case SYMMETRIC -> ActivationRange.symmetric(range.absoluteMaximum());
        };
    }

    /** Steps of the 8-bit integers that cover these bins. */
    int steps() {
        return symmetry == Symmetry.SYMMETRIC ? 127 : 255;
    }

    /** Lowest bin, 0 or below. */
    int first() {
        return first;
    }

    /** One past the highest bin, 0 or above. */
    int end() {
        return first + counts.length;
    }

    long count(int bin) {
        return counts[bin - first];
    }

    /** The counts from {@link #first()} on, as numbers to compute with; a copy. */
    double[] weights() {
        double[] weights = new double[counts.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = counts[i];
        }
        return weights;
    }

    /** The range between two edges, cut to the exact one. */
    ActivationRange range(int lowEdge, int highEdge) {
        float high = Math.min(exact.max(), Math.scalb((float) highEdge, exponent));
        return switch (symmetry) {
            case SYMMETRIC -> ActivationRange.symmetric(high);
            case AFFINE -> new ActivationRange(Math.max(exact.min(), Math.scalb((float) lowEdge, exponent)), high);
        };
    }

    private static ToolkitException nothingFinite(TensorStatistics statistics) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Tensor '" + statistics.tensor() + "' has no range: none of its " + statistics.count()
                        + " observed values is finite (" + statistics.nan() + " NaN, " + statistics.positiveInfinite()
                        + " +Inf, " + statistics.negativeInfinite() + " -Inf).",
                "Check the preprocessing and the float model's outputs, or leave the tensor in float.");
    }
}
