package dev.octet.runner.benchmark.pipeline;

import java.util.Arrays;

/**
 * What was seen of a stage.
 *
 * @param stage which
 * @param workers threads that worked on it
 * @param serviceNanos of each run of the model, from the moment a worker took it to the moment it was done; where there are
 *     more threads than cores, waiting for a core is in it
 * @param utilisation of the time measured, the share that its workers were busy, 0 to about 1
 */
public record StageFigures(Stage stage, int workers, long[] serviceNanos, double utilisation) {

    public StageFigures {
        serviceNanos = serviceNanos.clone();
        if (workers < 1 || serviceNanos.length == 0) {
            throw new IllegalArgumentException(
                    "workers " + workers + " and " + serviceNanos.length + " samples must be at least 1");
        }
    }

    static StageFigures of(Stage stage, int workers, long[] serviceNanos, long windowNanos) {
        double busy = (double) Arrays.stream(serviceNanos).sum();
        return new StageFigures(stage, workers, serviceNanos, busy / windowNanos / workers);
    }

    /** A copy, in the order in which runs ended. */
    @Override
    public long[] serviceNanos() {
        return serviceNanos.clone();
    }

    /** The mean, nanoseconds of one run. */
    public double meanNanos() {
        return Arrays.stream(serviceNanos).average().orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageFigures that
                && stage == that.stage
                && workers == that.workers
                && Double.compare(utilisation, that.utilisation) == 0
                && Arrays.equals(serviceNanos, that.serviceNanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(serviceNanos);
    }

    @Override
    public String toString() {
        return stage.text() + " on " + workers + ", mean " + meanNanos() + " ns, utilisation " + utilisation;
    }
}
