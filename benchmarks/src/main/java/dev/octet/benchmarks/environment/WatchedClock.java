package dev.octet.benchmarks.environment;

import dev.octet.bindings.nvml.ClockLimit;
import java.util.Set;

/**
 * A clock while something ran.
 *
 * @param name what it drives
 * @param lowestMhz the lowest that was seen
 * @param highestMhz the highest that was seen
 * @param limits what held it down at any time; empty where that is not told
 * @param samples how often it was looked at
 */
public record WatchedClock(String name, long lowestMhz, long highestMhz, Set<ClockLimit> limits, int samples) {

    /** More than this part of the highest clock is a clock that moves. */
    private static final double STILL = 0.02;

    public WatchedClock {
        limits = Set.copyOf(limits);
    }

    /** True when the clock moved by more than 2 %. */
    public boolean moved() {
        return highestMhz - lowestMhz > STILL * highestMhz;
    }
}
