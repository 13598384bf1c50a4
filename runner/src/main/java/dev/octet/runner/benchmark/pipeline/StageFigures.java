package dev.octet.runner.benchmark.pipeline;

import java.util.List;

/**
 * What was seen of a stage.
 *
 * @param stage which
 * @param workers threads that worked on it
 * @param serviceNanos of each run of the model, from the moment a worker took it to the moment it was done; where there are
 *     more threads than cores, waiting for a core is in it
 * @param utilisation of the time measured, the share that its workers were busy, 0 to about 1
 */
public record StageFigures(Stage stage, int workers, List<Long> serviceNanos, double utilisation) {

    public StageFigures {
        serviceNanos = List.copyOf(serviceNanos);
        if (workers < 1 || serviceNanos.isEmpty()) {
            throw new IllegalArgumentException(
                    "workers " + workers + " and " + serviceNanos.size() + " samples must be at least 1");
        }
    }

    static StageFigures of(Stage stage, int workers, List<Long> serviceNanos, long windowNanos) {
        double busy = serviceNanos.stream().mapToDouble(Long::doubleValue).sum();
        return new StageFigures(stage, workers, serviceNanos, busy / windowNanos / workers);
    }

    /** The mean, nanoseconds of one run. */
    public double meanNanos() {
        return serviceNanos.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
