package dev.octet.bindings.tensorrt;

import java.util.Objects;

/**
 * How the queries of an engine are put on its device.
 *
 * @param profile number of the optimization profile
 * @param depth slots, each for a query in flight
 * @param cudaGraph true to capture the run, without the copies, where the engine can be captured
 * @param spinWait true to spin while waiting
 * @param transfers true to copy inputs and outputs with every query, false to copy the inputs once
 * @param memory where inputs and outputs lie
 */
public record LaneOptions(
        int profile, int depth, boolean cudaGraph, boolean spinWait, boolean transfers, LaneMemory memory) {

    public LaneOptions {
        if (profile < 0 || depth < 1) {
            throw new IllegalArgumentException(
                    "profile is " + profile + ", depth " + depth + "; must be at least 0 and 1");
        }
        Objects.requireNonNull(memory, "memory");
    }
}
