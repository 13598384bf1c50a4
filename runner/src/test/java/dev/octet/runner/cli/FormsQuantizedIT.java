package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever form a detector was exported in, quantization with defaults chooses the same. */
@Tag("shared")
class FormsQuantizedIT {

    @TempDir
    private Path folder;

    private Path photos;

    @BeforeEach
    void copyTwoPhotos() throws IOException {
        photos = SharedData.photos(folder.resolve("photos"), 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "tensorrt"})
    void every_form_gets_the_ranges_and_the_float_layers_of_the_grid(String target) {
        JsonNode grid = quantize("grid", target);
        assertThat(ranges(grid)).hasSizeGreaterThan(10);
        for (String form : List.of("raw", "end2end-ort", "end2end-trt")) {
            JsonNode seen = quantize(form, target);
            assertThat(ranges(seen)).as(form).isEqualTo(ranges(grid));
            assertThat(body(seen)).as(form).isEqualTo(body(grid));
            double error = grid.get("search").get("error").doubleValue();
            assertThat(seen.get("search").get("error").doubleValue()).isCloseTo(error, within(1e-4 * error));
        }
    }

    /** What was chosen for each tensor that was searched for. */
    private static List<String> ranges(JsonNode document) {
        return document.get("search")
                .get("ranges")
                .valueStream()
                .filter(range -> range.get("chosen").booleanValue())
                .map(range -> name(range.get("tensors")) + " " + range.get("candidate") + " " + range.get("range"))
                .toList();
    }

    /** What was decided up to the last convolutions, constants aside. */
    private static List<String> body(JsonNode document) {
        return document.get("decisions")
                .valueStream()
                .filter(decision -> !decision.get("reason").stringValue().startsWith("behind the last"))
                .filter(decision -> !decision.get("operator").stringValue().equals("Constant"))
                .map(decision ->
                        name(decision.get("node")) + " " + decision.get("precision") + " " + decision.get("reason"))
                .toList();
    }

    /** The name that all forms share. */
    private static String name(JsonNode name) {
        return name.stringValue().replace("/model/model.", "/model.");
    }

    private JsonNode quantize(String form, String target) {
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                SharedData.path("models/yolov7-tiny-w50-coco128/" + form + ".onnx")
                        .toString(),
                "--images",
                photos.toString(),
                "--target",
                target,
                "-o",
                folder.resolve(form + ".onnx").toString(),
                "--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return JsonMapper.builder().build().readTree(run.results());
    }
}
