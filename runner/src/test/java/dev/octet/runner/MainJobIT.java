package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job through the launcher, as a user does it: a float detector in, an INT8 detector out, with its mAP. */
@Tag("shared")
class MainJobIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double SIZE_RATIO = 0.32;

    @TempDir
    private Path folder;

    @Test
    void detections_in_a_file_score_what_pycocotools_scores_them() {
        JsonNode scored = octet(
                "evaluate",
                "--detections",
                shared("data/coco128/yolox_nano.fp32.detections.json"),
                "--annotations",
                shared("data/coco128/instances.json"),
                "--json");
        JsonNode golden = golden();
        for (int i = 0; i < 12; i++) {
            assertThat(scored.get("stats").get(i).doubleValue())
                    .as("number %d of twelve", i)
                    .isCloseTo(golden.get("stats").get(i).doubleValue(), within(1e-12));
        }
    }

    @Test
    void float_model_keeps_its_map_in_our_pipeline() {
        assertThat(map(shared("models/yolox_nano.onnx")))
                .isCloseTo(golden().get("stats").get(0).doubleValue(), within(0.0005));
    }

    @Test
    void onnxruntime_model_is_small_and_keeps_most_of_the_map() throws IOException {
        Path file = quantize("onnxruntime");
        assertThat(sizeRatio(file)).isLessThanOrEqualTo(SIZE_RATIO);
        assertThat(map(file.toString())).isGreaterThanOrEqualTo(0.315);
    }

    @Test
    void tensorrt_model_is_small_and_keeps_most_of_the_map() throws IOException {
        Path file = quantize("tensorrt");
        assertThat(sizeRatio(file)).isLessThanOrEqualTo(SIZE_RATIO);
        assertThat(map(file.toString())).isGreaterThanOrEqualTo(0.32);
    }

    @Test
    void four_bit_codebook_is_an_eighth_and_a_little_and_beats_even_steps() throws IOException {
        Path codebook = quantize("tensorrt", "--range", "mse", "--weights", "codebook:4");
        Path even = quantize("tensorrt", "--range", "mse", "--weights", "linear:4");
        assertThat(sizeRatio(codebook)).isLessThanOrEqualTo(0.16);
        assertThat(map(codebook.toString())).isGreaterThan(map(even.toString()) + 0.03);
    }

    @Test
    void calibration_table_does_not_depend_on_threads() {
        assertThat(calibrate("1")).hasSameBinaryContentAs(calibrate("2"));
    }

    @Test
    void quantized_model_does_not_depend_on_threads() {
        assertThat(quantize("onnxruntime", "--limit", "3", "--threads", "1"))
                .hasSameBinaryContentAs(quantize("onnxruntime", "--limit", "3", "--threads", "2"));
    }

    private Path quantize(String target, String... more) {
        Path file = folder.resolve(target + String.join("", more).replace(':', '-') + ".onnx");
        List<String> command = new ArrayList<>(List.of(
                "quantize",
                shared("models/yolox_nano.onnx"),
                "--images",
                shared("data/coco128/images"),
                "--target",
                target,
                "-o",
                file.toString(),
                "--json"));
        command.addAll(List.of(more));
        octet(command.toArray(String[]::new));
        return file;
    }

    private Path calibrate(String threads) {
        Path file = folder.resolve("threads" + threads + ".json");
        octet(
                "calibrate",
                shared("models/yolox_nano.onnx"),
                "--images",
                shared("data/coco128/images"),
                "--limit",
                "16",
                "--threads",
                threads,
                "-o",
                file.toString(),
                "--json");
        return file;
    }

    private double map(String model) {
        return octet(
                        "evaluate",
                        model,
                        "--images",
                        shared("data/coco128/images"),
                        "--annotations",
                        shared("data/coco128/instances.json"),
                        "--json")
                .get("map")
                .doubleValue();
    }

    private static double sizeRatio(Path file) throws IOException {
        return (double) Files.size(file) / Files.size(SharedData.path("models/yolox_nano.onnx"));
    }

    private static JsonNode golden() {
        return JSON.readTree(SharedData.path("data/coco128/yolox_nano.fp32.golden.json"));
    }

    private static String shared(String relative) {
        return SharedData.path(relative).toString();
    }

    private JsonNode octet(String... arguments) {
        List<String> command = Stream.concat(Stream.of(Launcher.path().toString()), Stream.of(arguments))
                .toList();
        Launcher.Outcome outcome = Launcher.run(folder, Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.talk()).isZero();
        return JSON.readTree(outcome.results());
    }
}
