package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.SessionOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Loads on a tiny model, what they print, and what is refused. */
class BenchmarkCommandTest {

    private static final String SCHEMA = "/schemas/octet.benchmark-2.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void a_model_of_one_operator() throws IOException {
        model = TinyModels.relu(folder.resolve("model.onnx"), 1, 3, 8, 8);
    }

    private CommandLineRun run(String... options) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of(
                                "benchmark", model.toString(), "--warm-up", "0", "--seconds", "0", "--iterations", "5"),
                        Arrays.stream(options))
                .toArray(String[]::new));
    }

    private JsonNode document(String... options) {
        CommandLineRun run =
                run(Stream.concat(Arrays.stream(options), Stream.of("--json")).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return JSON.readTree(run.results());
    }

    @Test
    void the_document_of_a_load_follows_its_schema() throws IOException {
        JsonNode document = document(
                "--streams", "2", "--threads", "1", "--rate", "2000", "--percentile", "50,99.9", "--idle", "0");
        assertThat(SchemaCheck.problems(SCHEMA, document)).isEmpty();
        JsonNode one = document.get("models").get(0);
        assertThat(one.get("sampleNanos").size()).isEqualTo(10);
        assertThat(one.get("choices").get("streams").intValue()).isEqualTo(2);
        assertThat(one.get("choices").get("ratePerSecond").doubleValue()).isEqualTo(2000);
        assertThat(one.get("choices").get("threads").intValue()).isEqualTo(1);
        assertThat(one.get("latency").get("percentilesMillis").propertyNames()).containsExactly("50", "99.9");
        assertThat(one.get("trtexec").get("latency").get("percentilesMillis").propertyNames())
                .containsExactly("50", "99.9");
        assertThat(one.get("trtexec").get("warnings").valueStream().map(JsonNode::stringValue))
                .contains("multiple-streams");
    }

    @Test
    void the_document_of_two_models_in_turns_follows_it_too() throws IOException {
        JsonNode document = document("--against", model.toString());
        assertThat(SchemaCheck.problems(SCHEMA, document)).isEmpty();
        assertThat(document.get("models").size()).isEqualTo(2);
        JsonNode speedup = document.get("speedup");
        assertThat(speedup.get("value").doubleValue())
                .isBetween(speedup.get("low").doubleValue(), speedup.get("high").doubleValue());
    }

    @Test
    void other_sections_have_room_in_the_document_and_unknown_ones_do_not() throws IOException {
        SessionOptions options = SessionOptions.defaults();
        JsonNode document = document();
        for (String section : List.of("environment", "power", "roofline", "pipeline", "sweep")) {
            ((tools.jackson.databind.node.ObjectNode) document)
                    .putObject(section)
                    .put("known", options.intraOpThreads());
        }
        assertThat(SchemaCheck.problems(SCHEMA, document)).isEmpty();
        ((tools.jackson.databind.node.ObjectNode) document).put("speedup", 2.5).put("weather", "fine");
        assertThat(SchemaCheck.problems(SCHEMA, document))
                .contains("$.speedup is no object", "$ has an unknown key weather");
    }

    @Test
    void like_trtexec_prints_its_lines_and_says_what_they_mean_on_a_cpu() {
        CommandLineRun run = run("--like", "trtexec10");
        assertThat(run.exitCode()).isZero();
        assertThat(run.results())
                .containsPattern("(?m)^Warmup completed 0 queries over 0 ms$")
                .containsPattern("(?m)^Timing trace has 5 queries over \\S+ s$")
                .contains("\n=== Performance summary ===\nThroughput: ")
                .containsPattern(
                        "(?m)^Latency: min = \\S+ ms, max = \\S+ ms, mean = \\S+ ms, median = \\S+ ms,"
                                + " percentile\\(90%\\) = \\S+ ms, percentile\\(95%\\) = \\S+ ms, percentile\\(99%\\) = \\S+ ms$")
                .contains("\nEnqueue Time: min = 0 ms, max = 0 ms")
                .contains("\nH2D Latency: min = 0 ms")
                .contains(
                        "\nOn the host a run is one call: Enqueue Time, H2D and D2H Latency are 0, and GPU Compute Time is"
                                + " the run.\n");
    }

    @Test
    void the_defaults_of_the_tool_that_is_followed_are_taken_over() {
        CommandLineRun run = CommandLineRun.of(
                "benchmark", model.toString(), "--like", "trtexec11", "--duration", "0", "--warm-up", "0", "--json");
        JsonNode choices = JSON.readTree(run.results()).get("models").get(0).get("choices");
        assertThat(choices.get("like").stringValue()).isEqualTo("trtexec11");
        assertThat(choices.get("iterations").intValue()).isEqualTo(10);
        assertThat(choices.get("depth").intValue()).isEqualTo(1);
    }

    @Test
    void exported_times_are_those_of_the_samples() throws IOException {
        Path times = folder.resolve("times.json");
        JsonNode document = document("--export-times", times.toString());
        JsonNode exported = JSON.readTree(Files.readString(times));
        assertThat(exported.size()).isEqualTo(5);
        assertThat(exported.get(0).propertyNames())
                .containsExactly(
                        "startEnqMs",
                        "endEnqMs",
                        "startH2dMs",
                        "endH2dMs",
                        "startComputeMs",
                        "endComputeMs",
                        "startD2hMs",
                        "endD2hMs",
                        "h2dMs",
                        "computeMs",
                        "d2hMs",
                        "latencyMs");
        JsonNode compute = document.get("models").get(0).get("trtexec").get("gpuComputeTime");
        double slowest = exported.valueStream()
                .mapToDouble(one -> one.get("computeMs").doubleValue())
                .max()
                .orElseThrow();
        assertThat(slowest).isCloseTo(compute.get("maxMillis").doubleValue(), within(1e-5 * slowest));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--depth 2 | '--depth=2' is for TensorRT engines: a run on the CPU ends before the next can begin;"
                        + " '--streams=2' runs several at a time",
                "--depth 3 | Invalid value for option '--depth': '3' is not 1 or 2",
                "--streams 0 | Invalid value for option '--streams': '0' is not at least 1",
                "--rate 0 | Invalid value for option '--rate': '0.0' is not above 0",
                "--rate 5 --depth 2 | '--rate' has one query in flight on a stream: leave out '--depth'",
                "--percentile 90,101 | Invalid value for option '--percentile': '101.0' is not in [0, 100]",
                "--spin-wait | '--spin-wait' is for TensorRT engines, and none was given",
                "--memory pinned | '--memory' is for TensorRT engines, and none was given",
                "--memory paper | Invalid value for option '--memory': 'paper' is not pinned, managed or zero-copy",
                "--transfers --no-transfers | '--transfers' and '--no-transfers' contradict each other",
                "--cuda-graph --no-cuda-graph | '--cuda-graph' and '--no-cuda-graph' contradict each other",
                "--against MODEL --rate 5 | '--rate' measures one model, '--against' times two in turns",
                "--against MODEL --like trtexec10 | '--like' measures one model, '--against' times two in turns",
                "--against MODEL --export-times t.json | '--export-times' measures one model, '--against' times two in turns",
                "--against MODEL --calibration-cost | '--against' and '--calibration-cost' cannot go together",
                "--calibration-cost | '--calibration-cost' needs '--images=DIR'",
                "--images DIR | '--images=DIR' is for '--calibration-cost' and '--pipeline'",
            })
    void what_does_not_go_together_is_wrong_usage(String options, String message) {
        CommandLineRun run = run(options.replace("MODEL", model.toString()).split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).contains("octet: " + message + ".\n");
        assertThat(run.results()).isEmpty();
    }

    @Test
    void a_tool_that_is_not_known_gets_the_known_ones() {
        assertThat(run("--like", "trtexec9").talk())
                .contains("Invalid value for option '--like': expected one of [TRTEXEC10, TRTEXEC11]");
    }

    @Test
    void without_a_model_there_is_nothing_to_measure() {
        CommandLineRun run = CommandLineRun.of("benchmark");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: Missing required parameter: 'MODEL'.\n");
    }

    @Test
    void an_engine_without_a_driver_is_not_supported_here() throws IOException {
        Path engine = folder.resolve("model.engine");
        Files.write(engine, Arrays.copyOf("ftrt".getBytes(StandardCharsets.US_ASCII), 100));
        CommandLineRun run = CommandLineRun.of(
                "benchmark", engine.toString(), "--like", "trtexec11", "--depth", "2", "--spin-wait", "--trust-engine");
        assertThat(Map.of("exit code", run.exitCode())).isIn(Map.of("exit code", 5), Map.of("exit code", 4));
    }
}
