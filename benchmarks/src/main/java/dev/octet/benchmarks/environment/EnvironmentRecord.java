package dev.octet.benchmarks.environment;

import java.util.List;

/**
 * Where and how a figure came about.
 *
 * @param setup what does not change
 * @param models the files that were measured
 * @param before the machine before the run
 * @param after the machine after it
 * @param gpuClock clock of the GPU during the run; empty list when it was not watched
 * @param warnings what makes the figure less than it seems
 */
public record EnvironmentRecord(
        Setup setup,
        List<ModelFile> models,
        MachineState before,
        MachineState after,
        List<WatchedClock> gpuClock,
        List<String> warnings) {

    public EnvironmentRecord {
        models = List.copyOf(models);
        gpuClock = List.copyOf(gpuClock);
        warnings = List.copyOf(warnings);
    }
}
