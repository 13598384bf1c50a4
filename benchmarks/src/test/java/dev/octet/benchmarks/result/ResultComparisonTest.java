package dev.octet.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.benchmarks.result.ModelChange.Verdict;
import dev.octet.benchmarks.statistics.Bootstrap;
import dev.octet.benchmarks.statistics.Estimate;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultComparisonTest {

    @TempDir
    private Path folder;

    @Test
    void second_run_of_the_same_is_noise() {
        ModelChange change = ModelChange.of(model(noisy(1, 10e6)), model(noisy(2, 10e6)));
        assertThat(change.verdict()).isEqualTo(Verdict.NOISE);
        assertThat(change.ratio().low()).isLessThan(1);
        assertThat(change.ratio().high()).isGreaterThan(1);
    }

    @Test
    void change_beyond_the_noise_is_told() {
        ModelChange slower = ModelChange.of(model(noisy(1, 10e6)), model(noisy(2, 11e6)));
        assertThat(slower.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(slower.percent()).isCloseTo(10, within(2.0));
        assertThat(slower.isRegressionAbove(5)).isTrue();
        assertThat(slower.isRegressionAbove(20)).isFalse();
        assertThat(ModelChange.of(model(noisy(1, 11e6)), model(noisy(2, 10e6))).verdict())
                .isEqualTo(Verdict.FASTER);
    }

    @Test
    void small_change_of_one_process_is_noise_of_many_is_not() {
        List<double[]> older = processes(6, 10.0e6);
        List<double[]> newer = processes(6, 10.1e6);
        ModelChange one = ModelChange.of(model(older.get(0)), model(newer.get(0)));
        assertThat(one.ratio().low()).isGreaterThan(1);
        assertThat(one.verdict()).isEqualTo(Verdict.NOISE);
        ModelChange many = ModelChange.of(
                new MeasuredModel("m", "b", 1, older, Map.of(), Optional.empty()),
                new MeasuredModel("m", "b", 1, newer, Map.of(), Optional.empty()));
        assertThat(many.verdict()).isEqualTo(Verdict.SLOWER);
    }

    @Test
    void ratio_is_that_of_the_medians_over_processes() {
        List<double[]> older = List.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}, new double[] {100, 100, 100});
        List<double[]> newer = List.of(new double[] {10, 10});
        // Medians 2, 5 and 100: their median is 5.
        assertThat(Bootstrap.seeded(1).ratioApart(newer, older).value()).isEqualTo(2);
    }

    @Test
    void interval_holds_the_true_ratio_about_as_often_as_it_says() {
        int held = 0;
        int trials = 100;
        for (int trial = 0; trial < trials; trial++) {
            Estimate ratio = Bootstrap.seeded(trial)
                    .ratioApart(List.of(noisy(2 * trial + 1, 100)), List.of(noisy(2 * trial, 100)));
            held += ratio.low() <= 1 && 1 <= ratio.high() ? 1 : 0;
        }
        assertThat(held).isBetween(88, trials);
    }

    @Test
    void environments_and_files_that_differ_are_told() throws IOException {
        BenchmarkResult older = result("old.json", hash("aa", "Zen 3"), "a/m.onnx", "ONNX Runtime 1.28.0", 1);
        BenchmarkResult newer = result("new.json", hash("bb", "Zen 4"), "a/m.onnx", "ONNX Runtime 1.29.0", 1);
        ResultComparison comparison = ResultComparison.of(older, newer);
        assertThat(comparison.differences())
                .containsExactly(
                        "processor.model: Zen 3 -> Zen 4",
                        "content of m.onnx: another file, by SHA-256",
                        "backend of m.onnx: ONNX Runtime 1.28.0 -> ONNX Runtime 1.29.0");
        assertThat(older.warnings()).containsExactly("Floats.");
        assertThat(older.setup()).contains(Map.of("octet", "1", "processor.cores", "2", "processor.model", "Zen 3"));
    }

    @Test
    void load_that_was_put_on_differently_is_told() throws IOException {
        String entry = "{\"name\": \"m\", \"backend\": \"b\", \"sampleNanos\": [1, 2], \"choices\": {\"streams\": %d}}";
        BenchmarkResult older = BenchmarkResultReader.read(
                write("old.json", document("octet.benchmark/2", "", entry.replace("%d", "1"))));
        BenchmarkResult newer = BenchmarkResultReader.read(
                write("new.json", document("octet.benchmark/2", "", entry.replace("%d", "2"))));
        assertThat(ResultComparison.of(older, newer).differences()).contains("streams of m: 1 -> 2");
    }

    @Test
    void result_without_an_environment_says_so() throws IOException {
        BenchmarkResult older = result("old.json", "", "m.onnx", "ONNX Runtime 1.29.0", 1);
        BenchmarkResult newer = result("new.json", hash("bb", "Zen"), "m.onnx", "ONNX Runtime 1.29.0", 1);
        assertThat(ResultComparison.of(older, newer).differences())
                .containsExactly(
                        older.file() + " has no environment record: whether both were measured alike is not known");
    }

    @Test
    void models_are_matched_by_file_backend_and_batch() throws IOException {
        BenchmarkResult older = result("old.json", "", "x/m.onnx", "ONNX Runtime 1.29.0", 1);
        BenchmarkResult newer = result("new.json", "", "y/m.onnx", "ONNX Runtime 1.29.0", 1);
        assertThat(ResultComparison.of(older, newer).changes())
                .extracting(ModelChange::name)
                .containsExactly("m.onnx");
        BenchmarkResult batch = result("batch.json", "", "y/m.onnx", "ONNX Runtime 1.29.0", 8);
        assertThatThrownBy(() -> ResultComparison.of(older, batch))
                .isInstanceOf(ToolkitException.class)
                .hasMessage(
                        older.file() + " and " + batch.file() + " have no model in common: m.onnx (ONNX Runtime 1.29.0,"
                                + " batch 1) against m.onnx (ONNX Runtime 1.29.0, batch 8).");
        BenchmarkResult engine = result("engine.json", "", "y/m.onnx", "TensorRT 10.15.1", 1);
        assertThatThrownBy(() -> ResultComparison.of(older, engine)).isInstanceOf(ToolkitException.class);
    }

    @Test
    void models_of_one_side_alone_are_told() throws IOException {
        BenchmarkResult older = BenchmarkResultReader.read(
                write("old.json", document("octet.benchmark/1", "", entry("model", "a", 1), entry("model", "b", 1))));
        BenchmarkResult newer = BenchmarkResultReader.read(
                write("new.json", document("octet.benchmark/2", "", entry("name", "a", 1), entry("name", "c", 1))));
        ResultComparison comparison = ResultComparison.of(older, newer);
        assertThat(comparison.onlyOld()).containsExactly("b (ONNX Runtime 1.29.0, batch 1)");
        assertThat(comparison.onlyNew()).containsExactly("c (ONNX Runtime 1.29.0, batch 1)");
    }

    @Test
    void samples_of_several_processes_are_kept_apart() throws IOException {
        String entry = "{\"name\": \"m\", \"backend\": \"b\", \"samplesNanos\": [[1, 2, 3], [4, 5]]}";
        MeasuredModel model = BenchmarkResultReader.read(write("r.json", document("octet.benchmark/2", "", entry)))
                .models()
                .get(0);
        assertThat(model.processes()).containsExactly(new double[] {1, 2, 3}, new double[] {4, 5});
        assertThat(model.samples()).isEqualTo(5);
    }

    @Test
    void files_that_are_no_result_say_what_is_wrong() throws IOException {
        Map<String, String> messages = Map.of(
                "nonsense",
                "is not JSON: Unrecognized token 'nonsense': was expecting (JSON String, Number, Array, Object"
                        + " or token 'null', 'true' or 'false').",
                "[1]",
                "holds no JSON object.",
                "{}",
                "has no schema, expected octet.benchmark/1 or octet.benchmark/2.",
                "{\"schema\": \"octet.report/1\"}",
                "is of schema octet.report/1, expected octet.benchmark/1 or octet.benchmark/2.",
                "{\"schema\": \"octet.benchmark/2\"}",
                "has no models.",
                document("octet.benchmark/2", "", "{\"backend\": \"b\"}"),
                "models[0] has no name.",
                document("octet.benchmark/2", "", "{\"name\": \"m\", \"backend\": \"b\"}"),
                "models[0] has no samples: samplesNanos is missing or empty.",
                document("octet.benchmark/2", "", "{\"name\": \"m\", \"backend\": \"b\", \"samplesNanos\": [5]}"),
                "models[0].samplesNanos has 1 samples, expected at least 2.",
                document("octet.benchmark/2", "", "{\"name\": \"m\", \"backend\": \"b\", \"samplesNanos\": [5, -1]}"),
                "models[0].samplesNanos[1] is -1, expected nanoseconds above 0.");
        for (Map.Entry<String, String> message : messages.entrySet()) {
            Path file = write("bad.json", message.getKey());
            assertThatThrownBy(() -> BenchmarkResultReader.read(file))
                    .isInstanceOfSatisfying(ToolkitException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_INPUT);
                        assertThat(failure.remedy()).isEqualTo("Give two files that 'octet benchmark --json' printed.");
                    })
                    .hasMessage(file + " " + message.getValue());
        }
        Path absent = folder.resolve("absent.json");
        assertThatThrownBy(() -> BenchmarkResultReader.read(absent)).hasMessage(absent + " does not exist.");
    }

    private BenchmarkResult result(String file, String environment, String model, String backend, int batch)
            throws IOException {
        String entry = "{\"name\": \"" + model + "\", \"backend\": \"" + backend + "\", \"batch\": " + batch
                + ", \"samplesNanos\": [1000, 1010, 1020]}";
        return BenchmarkResultReader.read(write(file, document("octet.benchmark/2", environment, entry)));
    }

    private static String hash(String sha256, String processor) {
        return "\"environment\": {\"models\": [{\"file\": \"a/m.onnx\", \"sha256\": \"" + sha256
                + "\"}], \"setup\": {\"octet\": \"1\", \"processor\": {\"model\": \"" + processor
                + "\", \"cores\": 2}, \"gpu\": null}, \"warnings\": [\"Floats.\"]}, ";
    }

    private static String entry(String nameKey, String name, int batch) {
        String samples = LongStream.range(1000, 1010).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "{\"" + nameKey + "\": \"" + name + "\", \"backend\": \"ONNX Runtime 1.29.0\", \"sampleNanos\": ["
                + samples + "]}";
    }

    private static String document(String schema, String environment, String... models) {
        return "{\"schema\": \"" + schema + "\", " + environment + "\"models\": [" + String.join(", ", models) + "]}";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static MeasuredModel model(double[] samples) {
        return new MeasuredModel("m", "b", 1, List.of(samples), Map.of(), Optional.empty());
    }

    private static List<double[]> processes(int number, double level) {
        List<double[]> processes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            processes.add(new double[] {level, level * 1.0001, level * 0.9999, level});
        }
        return processes;
    }

    private static double[] noisy(long seed, double level) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] samples = new double[100];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = level * (1 + 0.1 * random.nextDouble());
        }
        return samples;
    }
}
