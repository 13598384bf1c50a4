package dev.octet.runner.benchmark.repeat;

import dev.octet.benchmarks.statistics.Bootstrap;
import dev.octet.benchmarks.statistics.Estimate;
import java.util.List;

/**
 * The samples of one subject from all its repeats.
 *
 * @param name of the subject
 * @param processes the samples of each repeat, nanoseconds, in the order they were taken
 */
public record RepeatedSamples(String name, List<double[]> processes) {

    private static final double MILLI = 1e-6;

    public RepeatedSamples {
        processes = List.copyOf(processes);
    }

    /** The median over processes of the median of each, milliseconds. */
    public Estimate medianMillis(Bootstrap bootstrap) {
        return bootstrap.median(processes).times(MILLI);
    }

    /** How many times faster this is than a baseline that was repeated next to it. */
    public Estimate speedupOver(RepeatedSamples baseline, Bootstrap bootstrap) {
        return bootstrap.ratio(baseline.processes, processes);
    }
}
