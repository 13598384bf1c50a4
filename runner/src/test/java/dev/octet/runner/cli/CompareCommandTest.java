package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {

    @TempDir
    private Path folder;

    @Test
    void images_are_needed() {
        CommandLineRun run = CommandLineRun.of("compare", "a.onnx", "b.onnx");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: Missing required option: '--images=DIR'.\n");
    }

    @Test
    @Tag("shared")
    void models_of_another_input_are_refused() {
        Path nano = SharedData.path("models/yolox_nano.onnx");
        Path grid = SharedData.path("models/yolov7-tiny-w50-coco128/grid.onnx");
        CommandLineRun run = compare(nano, grid);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .isEqualTo("octet: Model " + grid + " takes images of 320 x 320 px, " + nano
                        + " takes images of 416 x 416 px.\n  Compare models with the same input.\n");
    }

    @Test
    @Tag("shared")
    void a_model_beside_itself_has_no_error() {
        Path nano = SharedData.path("models/yolox_nano.onnx");
        CommandLineRun run = compare(nano, nano);
        assertThat(run.exitCode()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.compare/1");
        assertThat(document.get("tensors").size()).isGreaterThan(300);
        document.get("tensors").forEach(one -> {
            assertThat(one.get("maxError").doubleValue()).isZero();
            assertThat(one.get("sqnr").isNull()).isTrue();
            assertThat(one.get("outcome").stringValue()).isEqualTo("equal");
        });
    }

    @Test
    @Tag("shared")
    void an_int8_model_tells_what_each_group_of_its_activations_does_to_the_outputs() {
        Path grid = SharedData.path("models/yolov7-tiny-w50-coco128/grid.onnx");
        Path int8 = folder.resolve("int8.onnx");
        CommandLineRun quantized = CommandLineRun.of(
                "quantize",
                grid.toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--limit",
                "4",
                "--range",
                "mse",
                "--target",
                "onnxruntime",
                "-o",
                int8.toString());
        assertThat(quantized.exitCode()).as(quantized.talk()).isZero();
        CommandLineRun run = compare(grid, int8);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        JsonNode groups = document.get("groups");
        assertThat(groups.size()).isBetween(20, 80);
        double before = Double.MAX_VALUE;
        for (JsonNode group : groups) {
            assertThat(group.get("nodes").size()).isPositive();
            assertThat(group.get("errorAlone").doubleValue()).isLessThanOrEqualTo(before);
            before = group.get("errorAlone").doubleValue();
        }
        assertThat(groups.get(0).get("errorSavedInFloat").doubleValue()).isPositive();
        assertThat(document.get("weightsError").doubleValue())
                .isPositive()
                .isLessThan(document.get("error").doubleValue());
    }

    private static CommandLineRun compare(Path first, Path second) {
        Path images = SharedData.path("data/coco128/images");
        return CommandLineRun.of(
                "compare",
                first.toString(),
                second.toString(),
                "--images",
                images.toString(),
                "--limit",
                "1",
                "--json");
    }
}
