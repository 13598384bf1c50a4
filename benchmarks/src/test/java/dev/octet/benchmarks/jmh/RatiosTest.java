package dev.octet.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatiosTest {

    private static final String JSON = """
            [{"benchmark": "dev.octet.benchmarks.jmh.LetterboxBenchmark.planes", "mode": "avgt",
              "params": {"photos": "COCO"},
              "primaryMetric": {"score": 1.5, "scoreError": "NaN", "scoreUnit": "ms/op"},
              "secondaryMetrics": {"cpu": {"score": 0.5, "scoreUnit": "ms/op"}}},
             {"benchmark": "dev.octet.runner.evaluate.EvaluationBenchmark.evaluateOnce", "mode": "ss",
              "primaryMetric": {"score": 900, "scoreError": 30.5, "scoreUnit": "ms/op"}, "secondaryMetrics": {}}]
            """;

    @TempDir
    private Path folder;

    @Test
    void results_of_jmh_are_read_with_parameters_and_processor_time() throws IOException {
        Path file = Files.writeString(folder.resolve("jmh.json"), JSON);
        List<JmhResult> results = JmhResult.read(file);
        assertThat(results.get(0))
                .isEqualTo(new JmhResult(
                        "LetterboxBenchmark.planes photos=COCO", "ms/op", 1.5, Double.NaN, OptionalDouble.of(0.5)));
        assertThat(results.get(1))
                .isEqualTo(
                        new JmhResult("EvaluationBenchmark.evaluateOnce", "ms/op", 900, 30.5, OptionalDouble.empty()));
    }

    @Test
    void median_of_the_rounds_counts_and_other_programs_do_not() {
        Ratios ratios = new Ratios();
        ratios.round(List.of(timed("a", 9, 1.0)), List.of(timed("a", 90, 1.1)));
        ratios.round(List.of(timed("a", 9, 2.0)), List.of(timed("a", 90, 2.0)));
        ratios.round(List.of(timed("a", 9, 1.0)), List.of(timed("a", 90, 1.5)));
        Ratios.Row row = ratios.rows().get(0);
        assertThat(row.median()).isEqualTo(1.1, within(1e-12));
        assertThat(row.least()).isEqualTo(1);
        assertThat(row.most()).isEqualTo(1.5);
        assertThat(row.before()).isEqualTo(1);
        assertThat(row.after()).isEqualTo(1.5);
        assertThat(ratios.exitCode(1.15)).isZero();
        assertThat(ratios.exitCode(1.05)).isEqualTo(3);
        assertThat(ratios.table(1.05)).contains("1.100").contains(" above 1.05");
        assertThat(ratios.table(1.15)).doesNotContain("above");
    }

    @Test
    void benchmark_that_one_revision_cannot_run_is_named_and_decides_nothing() {
        Ratios ratios = new Ratios();
        ratios.round(List.of(timed("a", 1, 1)), List.of(timed("a", 1, 1), timed("new", 5, 5)));
        assertThat(ratios.incomparable()).containsExactly("new");
        assertThat(ratios.table(1.1)).contains("new: one of the revisions cannot run it");
        assertThat(ratios.exitCode(1.1)).isZero();
    }

    @Test
    void nothing_in_common_is_no_success() {
        Ratios ratios = new Ratios();
        ratios.round(List.of(), List.of(timed("new", 5, 5)));
        assertThat(ratios.exitCode(1.1)).isEqualTo(2);
    }

    @Test
    void stored_baseline_comes_back_with_revision_and_machine() {
        StoredBaseline baseline = StoredBaseline.of("abc123", List.of(timed("a", 2, 1)));
        Path file = folder.resolve("baseline.json");
        baseline.writeTo(file);
        assertThat(StoredBaseline.read(file)).isEqualTo(baseline);
        assertThat(baseline.machine().cores()).isPositive();
        assertThatThrownBy(() -> new StoredBaseline("other/1", "abc", BaselineMachine.here(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schema is other/1, must be octet.jmh.baseline/1");
    }

    private static JmhResult timed(String name, double wall, double cpu) {
        return new JmhResult(name, "ms/op", wall, Double.NaN, OptionalDouble.of(cpu));
    }
}
