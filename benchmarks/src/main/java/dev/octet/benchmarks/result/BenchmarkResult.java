package dev.octet.benchmarks.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code octet benchmark --json} printed.
 *
 * @param file where it was read from
 * @param models what was measured, at least one
 * @param setup every value of {@code environment.setup} by its path; empty when there is no environment record
 * @param warnings what it said beside its figures
 */
public record BenchmarkResult(
        Path file, List<MeasuredModel> models, Optional<Map<String, String>> setup, List<String> warnings) {

    public BenchmarkResult {
        models = List.copyOf(models);
        warnings = List.copyOf(warnings);
    }
}
