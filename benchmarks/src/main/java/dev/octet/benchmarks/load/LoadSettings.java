package dev.octet.benchmarks.load;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a load is put on a model. Settings are changed one at a time with the {@code with} methods.
 *
 * @param warmUp queries whose work starts before this are not counted
 * @param duration counted queries go on at least this long
 * @param iterations counted queries of each lane at least
 * @param depth queries in flight on each lane: 1 for latency, 2 to hide the copies and the host's part
 * @param ratePerSecond queries that start each second, all lanes together, whether or not those before have ended; empty for
 *     as fast as they go
 * @param sleep before the first query
 * @param idle after each counted query
 */
public record LoadSettings(
        Duration warmUp,
        Duration duration,
        int iterations,
        int depth,
        OptionalDouble ratePerSecond,
        Duration sleep,
        Duration idle) {

    /** A second of warm-up compiles the loop, 5 seconds are enough for a stable median on a shared machine. */
    private static final LoadSettings DEFAULTS = new LoadSettings(
            Duration.ofSeconds(1), Duration.ofSeconds(5), 30, 1, OptionalDouble.empty(), Duration.ZERO, Duration.ZERO);

    public LoadSettings {
        if (warmUp.isNegative() || duration.isNegative() || sleep.isNegative() || idle.isNegative()) {
            throw new IllegalArgumentException("warmUp " + warmUp + ", duration " + duration + ", sleep " + sleep
                    + ", idle " + idle + " must not be negative");
        }
        if (iterations < 1 || depth < 1) {
            throw new IllegalArgumentException("iterations " + iterations + ", depth " + depth + " must be at least 1");
        }
        if (ratePerSecond.isPresent() && !(ratePerSecond.getAsDouble() > 0)) {
            throw new IllegalArgumentException("ratePerSecond is " + ratePerSecond.getAsDouble() + ", must be above 0");
        }
        if (ratePerSecond.isPresent() && depth > 1) {
            throw new IllegalArgumentException("a load at a rate has depth 1, not " + depth);
        }
    }

    /** Latency, one query at a time: 1 s of warm-up, then at least 30 queries and 5 s. */
    public static LoadSettings defaults() {
        return DEFAULTS;
    }

    /** The same with another warm-up. */
    public LoadSettings withWarmUp(Duration other) {
        return new LoadSettings(other, duration, iterations, depth, ratePerSecond, sleep, idle);
    }

    /** The same with another duration. */
    public LoadSettings withDuration(Duration other) {
        return new LoadSettings(warmUp, other, iterations, depth, ratePerSecond, sleep, idle);
    }

    /** The same with another minimum of queries. */
    public LoadSettings withIterations(int other) {
        return new LoadSettings(warmUp, duration, other, depth, ratePerSecond, sleep, idle);
    }

    /** The same with another depth. */
    public LoadSettings withDepth(int other) {
        return new LoadSettings(warmUp, duration, iterations, other, ratePerSecond, sleep, idle);
    }

    /** The same at a rate. */
    public LoadSettings withRate(double perSecond) {
        return new LoadSettings(warmUp, duration, iterations, depth, OptionalDouble.of(perSecond), sleep, idle);
    }

    /** The same with a pause before the first query. */
    public LoadSettings withSleep(Duration other) {
        return new LoadSettings(warmUp, duration, iterations, depth, ratePerSecond, other, idle);
    }

    /** The same with a pause after each counted query. */
    public LoadSettings withIdle(Duration other) {
        return new LoadSettings(warmUp, duration, iterations, depth, ratePerSecond, sleep, other);
    }
}
