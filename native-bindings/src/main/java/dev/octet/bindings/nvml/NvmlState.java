package dev.octet.bindings.nvml;

import java.util.List;
import java.util.Set;

/**
 * What a device does at a moment. What a platform does not tell says so, as everything on a Jetson does.
 *
 * @param energyJoules drawn since the driver was loaded
 * @param powerWatts drawn now; on most devices the mean of the last second
 * @param powerLimitWatts what it may draw
 * @param smClockMhz clock of the multiprocessors
 * @param maxSmClockMhz the highest that they have
 * @param memoryClockMhz clock of the memory
 * @param maxMemoryClockMhz the highest that it has
 * @param temperatureCelsius of the chip
 * @param clockLimits what holds the clocks down
 * @param clockLimitsReason why that is not known; empty when it is
 * @param processes that use it, graphics or compute
 * @param processesReason why they are not known; empty when they are
 */
public record NvmlState(
        NvmlAnswer energyJoules,
        NvmlAnswer powerWatts,
        NvmlAnswer powerLimitWatts,
        NvmlAnswer smClockMhz,
        NvmlAnswer maxSmClockMhz,
        NvmlAnswer memoryClockMhz,
        NvmlAnswer maxMemoryClockMhz,
        NvmlAnswer temperatureCelsius,
        Set<ClockLimit> clockLimits,
        String clockLimitsReason,
        List<NvmlProcess> processes,
        String processesReason) {

    public NvmlState {
        clockLimits = Set.copyOf(clockLimits);
        processes = List.copyOf(processes);
    }
}
