package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareResultsTest {

    @TempDir
    private Path folder;

    @Test
    void slower_model_is_told_and_breaks_its_gate_after_the_result() throws IOException {
        Path older = result("old.json", "\"m.onnx\"", 10_000_000, "Zen 3");
        Path newer = result("new.json", "\"m.onnx\"", 11_000_000, "Zen 4");
        CommandLineRun run = CommandLineRun.of("benchmark", "--compare", older.toString(), newer.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .contains("old ms  new ms")
                .containsPattern("m.onnx +ONNX Runtime 1.29.0 +1 +10.010 +11.010 +\\+10.0 % \\(.*\\) +slower")
                .contains("differs: processor: Zen 3 -> Zen 4\n")
                .contains("warning of " + older + ": The load was high.\n");
        assertThat(run.talk()).contains("Change: 95 % interval of the ratio of medians by bootstrap");
        CommandLineRun gate =
                CommandLineRun.of("benchmark", "--compare", older.toString(), newer.toString(), "--max-regression=5");
        assertThat(gate.exitCode()).isEqualTo(ExitCode.GATE_FAILED.number());
        assertThat(gate.results()).contains("slower");
        assertThat(gate.talk())
                .containsPattern("m.onnx \\(ONNX Runtime 1.29.0, batch 1\\) takes \\+10.0 % \\(.*\\) more time:"
                        + " --max-regression asks for at most 5.0 %\\.");
        assertThat(CommandLineRun.of(
                                "benchmark", "--compare", older.toString(), newer.toString(), "--max-regression=15")
                        .exitCode())
                .isZero();
    }

    @Test
    void json_holds_ratio_and_verdict() throws IOException {
        Path older = result("old.json", "\"m.onnx\"", 10_000_000, "Zen");
        CommandLineRun run = CommandLineRun.of("benchmark", "--compare", older.toString(), older.toString(), "--json");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.path("schema").asString()).isEqualTo("octet.benchmark.comparison/1");
        JsonNode change = document.path("changes").get(0);
        assertThat(change.path("verdict").asString()).isEqualTo("noise");
        assertThat(change.path("ratio").path("value").asDouble()).isEqualTo(1);
        assertThat(document.path("differences")).isEmpty();
    }

    @Test
    void model_that_was_not_measured_again_breaks_the_gate() throws IOException {
        Path older = result("old.json", "\"m.onnx\"", 10_000_000, "Zen", "\"other.onnx\"");
        Path newer = result("new.json", "\"m.onnx\"", 10_000_000, "Zen");
        CommandLineRun run =
                CommandLineRun.of("benchmark", "--compare", older.toString(), newer.toString(), "--max-regression=5");
        assertThat(run.exitCode()).isEqualTo(ExitCode.GATE_FAILED.number());
        assertThat(run.talk())
                .contains(
                        "other.onnx (ONNX Runtime 1.29.0, batch 1) was not measured again: --max-regression asks for at"
                                + " most 5.0 %.");
    }

    @Test
    void file_that_is_no_result_is_bad_input() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.json"), "{}");
        CommandLineRun run = CommandLineRun.of("benchmark", "--compare", bad.toString(), bad.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(run.talk()).contains(bad + " has no schema, expected octet.benchmark/1 or octet.benchmark/2.");
    }

    @Test
    void wrong_usage_is_told() throws IOException {
        Path older = result("old.json", "\"m.onnx\"", 10_000_000, "Zen");
        assertThat(CommandLineRun.of("benchmark", "--max-regression=5").talk())
                .contains("'--max-regression' needs '--compare=OLD.json NEW.json'");
        assertThat(CommandLineRun.of("benchmark", "m.onnx", "--compare", older.toString(), older.toString())
                        .talk())
                .contains("'--compare' reads two results, and m.onnx is a third file");
        assertThat(CommandLineRun.of(
                                "benchmark", "--compare", older.toString(), older.toString(), "--max-regression=-1")
                        .talk())
                .contains("Invalid value for option '--max-regression': '-1.0' is not at least 0");
    }

    private Path result(String file, String model, long nanos, String processor, String... others) throws IOException {
        String models = Stream.concat(Stream.of(model), Arrays.stream(others))
                .map(name -> "{\"name\": " + name + ", \"backend\": \"ONNX Runtime 1.29.0\", \"samplesNanos\": ["
                        + LongStream.rangeClosed(0, 20)
                                .mapToObj(i -> Long.toString(nanos + i * 1000))
                                .collect(Collectors.joining(", "))
                        + "]}")
                .collect(Collectors.joining(", "));
        return Files.writeString(
                folder.resolve(file),
                "{\"schema\": \"octet.benchmark/2\", \"models\": [" + models
                        + "], \"environment\": {\"setup\": {\"processor\": \"" + processor
                        + "\"}, \"warnings\": [\"The load was high.\"]}}");
    }
}
