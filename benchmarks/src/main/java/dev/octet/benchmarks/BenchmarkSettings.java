package dev.octet.benchmarks;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp time of untimed rounds before the first sample
 * @param minimumRounds rounds to time at least; each round runs every workload once
 * @param minimumDuration time to spend in timed rounds at least
 */
public record BenchmarkSettings(Duration warmUp, int minimumRounds, Duration minimumDuration) {

    public BenchmarkSettings {
        if (warmUp.isNegative() || minimumDuration.isNegative() || minimumRounds < 1) {
            throw new IllegalArgumentException("warmUp " + warmUp + ", minimumRounds " + minimumRounds
                    + ", minimumDuration " + minimumDuration + " must not be negative, and rounds at least 1");
        }
    }

    /** One second of warm-up, then at least 30 rounds and 5 seconds: enough for a stable median on a shared machine. */
    public static BenchmarkSettings defaults() {
        return new BenchmarkSettings(Duration.ofSeconds(1), 30, Duration.ofSeconds(5));
    }

    /** The same settings with another warm-up. */
    public BenchmarkSettings withWarmUp(Duration duration) {
        return new BenchmarkSettings(duration, minimumRounds, minimumDuration);
    }

    /** The same settings with another minimum of timed rounds. */
    public BenchmarkSettings withMinimumRounds(int rounds) {
        return new BenchmarkSettings(warmUp, rounds, minimumDuration);
    }

    /** The same settings with another minimum of timed seconds. */
    public BenchmarkSettings withMinimumDuration(Duration duration) {
        return new BenchmarkSettings(warmUp, minimumRounds, duration);
    }
}
