package dev.octet.benchmarks.environment;

import java.util.Optional;

/**
 * The machine around a run.
 *
 * @param before just before it
 * @param after just after it
 * @param clock of the GPU during it; empty when it was not watched
 */
public record Observation(MachineState before, MachineState after, Optional<WatchedClock> clock) {}
