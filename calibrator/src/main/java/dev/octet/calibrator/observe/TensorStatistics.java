package dev.octet.calibrator.observe;

import dev.octet.calibrator.scheme.ActivationRange;
import java.util.List;
import java.util.Optional;

/**
 * What one tensor's values were, over everything observed.
 *
 * @param tensor name in the graph
 * @param count all values, finite or not
 * @param nan values that are NaN
 * @param positiveInfinite values that are +Inf
 * @param negativeInfinite values that are -Inf
 * @param zeros values that are 0 or -0
 * @param range exact least and greatest finite value (-0 reads as 0); absent when no value was finite
 * @param histogram all finite values
 */
public record TensorStatistics(
        String tensor,
        long count,
        long nan,
        long positiveInfinite,
        long negativeInfinite,
        long zeros,
        Optional<ActivationRange> range,
        Histogram histogram) {

    public TensorStatistics {
        requireNotNegative("count", count);
        requireNotNegative("nan", nan);
        requireNotNegative("positiveInfinite", positiveInfinite);
        requireNotNegative("negativeInfinite", negativeInfinite);
        requireNotNegative("zeros", zeros);
        long finite = count - nan - positiveInfinite - negativeInfinite;
        if (finite != histogram.total()) {
            throw new IllegalArgumentException("histogram holds " + histogram.total() + " values, count " + count
                    + " less nan " + nan + ", positiveInfinite " + positiveInfinite + ", negativeInfinite "
                    + negativeInfinite + " leaves " + finite);
        }
        if (range.isPresent() != finite > 0) {
            throw new IllegalArgumentException("range " + range + " does not go with " + finite + " finite values");
        }
        if (zeros > histogram.count(0)) {
            throw new IllegalArgumentException("zeros " + zeros + " exceeds bin 0, " + histogram.count(0));
        }
        range.ifPresent(exact -> requireSameEnds(exact, histogram));
    }

    /** Values that are neither NaN nor infinite. */
    public long finite() {
        return count - nan - positiveInfinite - negativeInfinite;
    }

    /** These statistics under another name. */
    public TensorStatistics renamed(String name) {
        return new TensorStatistics(name, count, nan, positiveInfinite, negativeInfinite, zeros, range, histogram);
    }

    /** The statistics of both sets of values, under this tensor's name; exact, in any order. */
    public TensorStatistics mergedWith(TensorStatistics other) {
        return new TensorStatistics(
                tensor,
                Math.addExact(count, other.count),
                nan + other.nan,
                positiveInfinite + other.positiveInfinite,
                negativeInfinite + other.negativeInfinite,
                zeros + other.zeros,
                range.isEmpty()
                        ? other.range
                        : Optional.of(other.range.map(range.get()::union).orElse(range.get())),
                histogram.mergedWith(other.histogram));
    }

    /**
     * The statistics of all values of tensors that share a scale.
     *
     * @param name of the pool
     * @param members at least one
     */
    public static TensorStatistics pooled(String name, List<TensorStatistics> members) {
        return members.stream()
                .reduce(TensorStatistics::mergedWith)
                .orElseThrow(() -> new IllegalArgumentException("members of " + name + " is empty"))
                .renamed(name);
    }

    private static void requireNotNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " " + value + " is negative");
        }
    }

    private static void requireSameEnds(ActivationRange exact, Histogram histogram) {
        int exponent = Histogram.exponentFor(exact.absoluteMaximum());
        if (exponent != histogram.exponent()
                || Histogram.binOf(exact.min(), exponent) != histogram.firstBin()
                || Histogram.binOf(exact.max(), exponent) != histogram.endBin() - 1) {
            throw new IllegalArgumentException("range " + exact + " does not end where " + histogram + " does");
        }
    }
}
