package dev.octet.benchmarks.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model of a result.
 *
 * @param name as the result calls it
 * @param backend what ran it, with its version
 * @param batch images in one sample
 * @param processes nanoseconds of each sample, in the order they were taken; one array by process that took them
 * @param choices how the load was put on it, by name, such as "streams"
 * @param sha256 of the model's file; empty when the result does not tell
 */
public record MeasuredModel(
        String name,
        String backend,
        long batch,
        List<double[]> processes,
        Map<String, String> choices,
        Optional<String> sha256) {

    public MeasuredModel {
        processes = List.copyOf(processes);
        choices = Map.copyOf(choices);
    }

    /** The name without folders. */
    String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** What ran it, without its version: a new version of a backend is still that backend. */
    String backendName() {
        return backend.replaceFirst("\\s+v?\\d+(\\.\\d+)*\\S*$", "");
    }

    /** Samples of all processes. */
    int samples() {
        return processes.stream().mapToInt(samples -> samples.length).sum();
    }
}
