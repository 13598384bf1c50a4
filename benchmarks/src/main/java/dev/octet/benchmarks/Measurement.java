package dev.octet.benchmarks;

import java.util.List;

/**
 * The timed rounds of one workload.
 *
 * @param name what the report calls the workload
 * @param sampleNanos one duration per round, nanoseconds, in the order they were taken
 */
public record Measurement(String name, List<Long> sampleNanos) {

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

    /** All that can be said of the samples. */
    public LatencyStatistics statistics() {
        return LatencyStatistics.of(
                sampleNanos.stream().mapToLong(Long::longValue).toArray());
    }

    private double quantileMillis(double fraction) {
        return statistics().quantileMillis(fraction);
    }
}
