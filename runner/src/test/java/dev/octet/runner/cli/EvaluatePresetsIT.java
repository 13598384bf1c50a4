package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.OpenSize;
import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** The same in rectangles that are 352 px long. */
    private static final double RECTANGLES = 0.5088;

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

    /**
     * On its own square the opened model is the original. On canvases of 352 px the photos lie half a cell further in, which
     * a model that knows these photos by heart does not like; so they do on a square of 352 px, in one batch.
     */
    @Test
    void a_model_of_open_size_is_evaluated_in_rectangles() throws IOException {
        Path model = folder.resolve("open.onnx");
        OpenSize.of(OnnxModel.at(SharedData.path("models/yolov7-tiny-w50-coco128/raw.onnx")))
                .writeTo(model);
        Path annotations = SharedData.path("data/coco128/instances.json");
        JsonNode square = evaluate(model, annotations, "--input-size", "320");
        assertThat(square.get("map").doubleValue()).isCloseTo(FLOAT, within(0.001));
        String larger = Letterbox.yoloFixed(320, 320).withSize(352, 352).describe();
        Path yaml = Files.writeString(folder.resolve("larger.yaml"), larger);
        JsonNode oneBatch = evaluate(model, annotations, "--input-size", "352", "--preprocess", yaml.toString());
        Path file = folder.resolve("rectangles.json");
        JsonNode rectangles = evaluate(
                model,
                annotations,
                "--preprocess",
                "yolo-rect",
                "--input-size",
                "320",
                "--detections",
                file.toString());
        assertThat(rectangles.get("preprocess").stringValue()).isEqualTo("yolo-rect");
        assertThat(rectangles.get("images").intValue()).isEqualTo(128);
        assertThat(rectangles.get("map").doubleValue())
                .isCloseTo(RECTANGLES, within(0.001))
                .isCloseTo(oneBatch.get("map").doubleValue(), within(0.03));
        List<Long> images = JsonMapper.builder()
                .build()
                .readTree(file)
                .valueStream()
                .map(one -> one.get("image_id").longValue())
                .toList();
        assertThat(images).isSorted();
        assertThat(Set.copyOf(images)).hasSizeGreaterThan(120);
    }
}
