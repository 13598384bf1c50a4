package dev.octet.benchmarks.environment;

import dev.octet.benchmarks.jetson.JetsonState;
import dev.octet.benchmarks.state.Throttling;
import dev.octet.bindings.nvml.NvmlState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a machine does at a moment.
 *
 * @param time ISO 8601, in UTC
 * @param loadOfLastMinute mean number of runnable processes; empty when not told
 * @param availableMemoryBytes memory that can be had without swapping; empty when not told
 * @param processor its clocks
 * @param celsius temperatures by thermal zone
 * @param throttling what holds clocks down
 * @param desktop a process of a desktop; empty when none is seen
 * @param gpu what NVML tells of the GPU; empty where it is not asked
 * @param jetson what a Jetson tells of itself; empty elsewhere
 * @param problems what is missing or may not be read, each one part of a sentence
 */
public record MachineState(
        String time,
        OptionalDouble loadOfLastMinute,
        OptionalLong availableMemoryBytes,
        ProcessorState processor,
        Map<String, Double> celsius,
        Throttling throttling,
        Optional<String> desktop,
        Optional<NvmlState> gpu,
        Optional<JetsonState> jetson,
        List<String> problems) {

    public MachineState {
        celsius = Map.copyOf(celsius);
        problems = List.copyOf(problems);
    }
}
