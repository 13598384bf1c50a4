package dev.octet.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * The timed rounds of one workload.
 *
 * @param name what the report calls the workload
 * @param sampleNanos one duration per round, nanoseconds, in the order they were taken
 */
public record Measurement(String name, List<Long> sampleNanos) {

    private static final double NANOS_PER_MILLI = 1e6;

    public Measurement {
        sampleNanos = List.copyOf(sampleNanos);
        if (sampleNanos.isEmpty()) {
            throw new IllegalArgumentException("workload " + name + " has no samples");
        }
    }

    /** The median, milliseconds; the mean of the two middle samples when their number is even. */
    public double medianMillis() {
        return quantileMillis(0.5);
    }

    /** The 25th percentile, milliseconds. */
    public double lowerQuartileMillis() {
        return quantileMillis(0.25);
    }

    /** The 75th percentile, milliseconds. */
    public double upperQuartileMillis() {
        return quantileMillis(0.75);
    }

    /** The fastest round, milliseconds. */
    public double minimumMillis() {
        return quantileMillis(0);
    }

    /** The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). */
    private double quantileMillis(double fraction) {
        long[] sorted = sampleNanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return (sorted[below] + (position - below) * (sorted[above] - sorted[below])) / NANOS_PER_MILLI;
    }
}
