package dev.octet.benchmarks;

import dev.octet.benchmarks.statistics.Quantiles;
import java.util.Arrays;

/** What can be said of durations: quantiles by linear interpolation (type 7 of Hyndman and Fan, 1996), mean and spread. */
public final class LatencyStatistics {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PERCENT = 100;

    private final double[] sorted;

    private LatencyStatistics(double[] sorted) {
        this.sorted = sorted;
    }

    /**
     * The statistics of durations.
     *
     * @param sampleNanos nanoseconds, in any order; copied
     * @throws IllegalArgumentException when there is none
     */
    public static LatencyStatistics of(long[] sampleNanos) {
        if (sampleNanos.length == 0) {
            throw new IllegalArgumentException("there are no samples");
        }
        return new LatencyStatistics(
                Quantiles.sorted(Arrays.stream(sampleNanos).asDoubleStream().toArray()));
    }

    /** How many there are. */
    public int count() {
        return sorted.length;
    }

    /** A quantile, ms; 0 is the fastest and 1 the slowest. */
    public double quantileMillis(double fraction) {
        return Quantiles.of(sorted, fraction) / NANOS_PER_MILLI;
    }

    /** The median, ms; the mean of the two middle ones when their number is even. */
    public double medianMillis() {
        return quantileMillis(0.5);
    }

    /** The mean, ms. */
    public double meanMillis() {
        return Arrays.stream(sorted).average().orElseThrow() / NANOS_PER_MILLI;
    }

    /** Standard deviation of the population over the mean, percent; 0 when the mean is 0. */
    public double coefficientOfVariationPercent() {
        double mean = meanMillis();
        double squares = 0;
        for (double sample : sorted) {
            double difference = sample / NANOS_PER_MILLI - mean;
            squares += difference * difference;
        }
        return mean == 0 ? 0 : Math.sqrt(squares / sorted.length) / mean * PERCENT;
    }
}
