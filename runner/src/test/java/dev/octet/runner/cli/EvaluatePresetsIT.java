package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.SharedData;
import dev.octet.runner.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evaluation of a trained YOLOv7 by the presets. */
@Tag("shared")
class EvaluatePresetsIT {

    /** What pycocotools says of the detections that the training code made. */
    private static final double FLOAT = 0.5583;

    /** What this code measured once: the photos are 640 px wide, the canvas 320. */
    private static final double TWO_RESIZES = 0.5515;

    @TempDir
    private Path folder;

    private static JsonNode evaluate(Path model, Path annotations, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                model.toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--annotations",
                annotations.toString(),
                "--json"));
        arguments.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return JsonMapper.builder().build().readTree(run.results());
    }

    @Test
    void the_float_model_scores_what_it_was_trained_to_and_two_resizes_change_little() {
        Path model = SharedData.path("models/yolov7-tiny-w50-coco128/grid.onnx");
        Path annotations = SharedData.path("data/coco128/instances.json");
        Path file = folder.resolve("yolo.json");
        JsonNode once = evaluate(model, annotations, "--detections", file.toString());
        assertThat(once.get("preprocess").stringValue()).isEqualTo("yolo");
        assertThat(once.get("map").doubleValue()).isCloseTo(FLOAT, within(0.001));
        JsonNode twice = evaluate(model, annotations, "--preprocess", "yolo-fixed", "--reference", file.toString());
        assertThat(twice.get("preprocess").stringValue()).isEqualTo("yolo-fixed");
        assertThat(twice.get("map").doubleValue()).isCloseTo(TWO_RESIZES, within(0.001));
        assertThat(twice.get("reference").get("map")).isEqualTo(once.get("map"));
        assertThat(twice.get("reference").get("bestConfidence")).isEqualTo(once.get("bestConfidence"));
    }

    @Test
    void a_model_of_open_size_is_evaluated_in_rectangles() throws IOException {
        Path annotations = Files.writeString(
                folder.resolve("annotations.json"),
                "{\"images\": [{\"id\": 1, \"file_name\": \"000000000009.jpg\"}, {\"id\": 2, \"file_name\":"
                        + " \"000000000025.jpg\"}], \"categories\": [{\"id\": 1, \"name\": \"cat\"}],"
                        + " \"annotations\": []}");
        JsonNode document = evaluate(
                TinyNetworks.rawOfOpenSize(1, 8, 16, 32).write(folder.resolve("open.onnx")),
                annotations,
                "--preprocess",
                "yolo-rect",
                "--input-size",
                "96");
        assertThat(document.get("preprocess").stringValue()).isEqualTo("yolo-rect");
        assertThat(document.get("images").intValue()).isEqualTo(2);
        assertThat(document.get("detections").intValue()).isPositive();
    }
}
