package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exit codes that the tests of bad input, of wrong usage and of Ctrl-C do not meet, each from a real run. */
class ExitCodesTest {

    private static final String ANNOTATIONS = """
            {"images": [{"id": 7, "file_name": "a.jpg", "width": 100, "height": 100}],
             "categories": [{"id": 1, "name": "cup"}],
             "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "bbox": [10, 10, 50, 50],
                              "area": 2500, "iscrowd": 0}]}
            """;
    private static final String DETECTIONS =
            "[{\"image_id\":7,\"category_id\":1,\"bbox\":[10,10,50,40],\"score\":0.5}]";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "--min-map {0}: exit code {1}")
    @CsvSource({"0.69, 0", "0.71, 3"})
    void accuracy_below_its_gate_is_exit_code_3_and_the_result_is_printed(String gate, int exitCode)
            throws IOException {
        CommandLineRun run = evaluate("--min-map", gate);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.results()).contains("AP  IoU .50:.95      0.7000");
        assertThat(run.talk())
                .isEqualTo(
                        exitCode == 0
                                ? ""
                                : "octet: The mAP is 0.7000, --min-map asks for at least 0.7100.\n"
                                        + "  Improve the model, or lower the gate.\n");
    }

    @Test
    void a_speedup_below_its_gate_is_exit_code_3() throws IOException {
        Path model = TinyModels.relu(folder.resolve("model.onnx"), 1, 3, 8, 8);
        CommandLineRun run = CommandLineRun.of(
                "benchmark",
                model.toString(),
                "--against",
                model.toString(),
                "--rounds",
                "1",
                "--seconds",
                "0",
                "--min-speedup",
                "1000000");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.talk())
                .containsPattern(
                        "octet: The speedup is \\d+\\.\\d{4}, --min-speedup asks for at least 1000000.0000.\n");
    }

    @Test
    void a_gate_on_the_speedup_of_one_model_is_wrong_usage() {
        CommandLineRun run = CommandLineRun.of("benchmark", "model.onnx", "--min-speedup", "1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).contains("'--min-speedup' needs '--against=MODEL'");
    }

    @Test
    void an_operator_that_onnx_runtime_does_not_have_is_exit_code_5() throws IOException {
        Path model = TinyModels.operator(folder.resolve("model.onnx"), "NoSuchOperator", 1, 3, 8, 8);
        CommandLineRun run = CommandLineRun.of("benchmark", model.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(BadInput.errorIn(run, folder))
                .startsWith("octet: ONNX Runtime has no implementation for an operator of the model: ")
                .contains("NoSuchOperator")
                .endsWith(
                        "\n  Export the model with operators of the standard ONNX domain, opset 11 to 21, in float32.\n");
    }

    @Test
    void a_failure_inside_onnx_runtime_is_exit_code_7() throws IOException {
        Path model = TinyModels.impossibleReshape(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("benchmark", model.toString());
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(BadInput.errorIn(run, folder))
                .startsWith("octet: ONNX Runtime failed while running the model: ")
                .endsWith("\n  Check the inputs against `octet inspect`; if they fit, report this with the model.\n");
    }

    @Test
    void in_json_a_failed_gate_leaves_the_one_document_of_the_result() throws IOException {
        CommandLineRun run = evaluate("--min-map", "0.9", "--json");
        assertThat(run.exitCode()).isEqualTo(3);
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("map").doubleValue()).isEqualTo(0.7, org.assertj.core.api.Assertions.within(1e-12));
    }

    private CommandLineRun evaluate(String... more) throws IOException {
        Path annotations = Files.writeString(folder.resolve("annotations.json"), ANNOTATIONS);
        Path detections = Files.writeString(folder.resolve("detections.json"), DETECTIONS);
        String[] arguments = new String[5 + more.length];
        arguments[0] = "evaluate";
        arguments[1] = "--annotations";
        arguments[2] = annotations.toString();
        arguments[3] = "--detections";
        arguments[4] = detections.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandLineRun.of(arguments);
    }
}
