package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tuning through the launcher: stopped by force, gone on with, and its recipe used. */
class TuneIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SCENES = 12;
    private static final long SEED = 3;

    @TempDir
    private Path folder;

    @Test
    void tuning_that_was_killed_goes_on_and_its_recipe_quantizes() throws Exception {
        DrawnScenes.provide(folder, SCENES, SEED);
        Path talk = folder.resolve("talk.txt");
        Process process = new ProcessBuilder(tune())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(talk.toFile())
                .start();
        try {
            awaitLine(talk, "measure ");
        } finally {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(folder.resolve("my recipe.yaml")).doesNotExist();

        List<String> again = new ArrayList<>(tune());
        again.addAll(List.of("--resume", "--json"));
        Launcher.Outcome resumed = Launcher.run(folder, Map.of(), again);
        assertThat(resumed.exitCode()).as(resumed.talk()).isZero();
        assertThat(resumed.talk())
                .containsPattern("Resuming: [1-9][0-9]{2,} configurations and [0-9]+ sets of detections");
        assertThat(folder.resolve("my recipe.yaml.work")).doesNotExist();
        assertThat(Files.readString(folder.resolve("tuning.svg"))).startsWith("<svg ");
        JsonNode result = JsonMapper.builder().build().readTree(resumed.results());
        assertThat(result.get("met").booleanValue()).isTrue();
        JsonNode points = result.get("points");
        assertThat(points.size()).isGreaterThan(2);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).get("int8MacShare").doubleValue())
                    .isLessThan(points.get(i - 1).get("int8MacShare").doubleValue())
                    .isGreaterThan(0.9);
            assertThat(points.get(i).get("pointsExpected").doubleValue())
                    .isLessThanOrEqualTo(points.get(i - 1).get("pointsExpected").doubleValue());
        }

        Launcher.Outcome quantized = Launcher.run(
                folder, Map.of(), drawn("quantize", "--recipe", "my recipe.yaml", "-o", "out.onnx", "--json"));
        assertThat(quantized.exitCode()).as(quantized.talk()).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(quantized.results());
        assertThat(report.get("range").stringValue()).isEqualTo("recipe");
        assertThat(report.get("int8MacShare").doubleValue())
                .isEqualTo(points.get(result.get("chosen").intValue())
                        .get("int8MacShare")
                        .doubleValue());
    }

    @Test
    @Tag("shared")
    void a_drop_that_cannot_be_met_ends_with_3_by_how_much_it_fails_and_the_best_recipe() throws Exception {
        List<String> command = command(
                "tune",
                SharedData.path("models/yolox_nano.onnx").toString(),
                SharedData.path("data/coco128/images").toString(),
                "--limit",
                "6",
                "--max-drop",
                "0.001",
                "--max-float-macs",
                "4%",
                "-o",
                "r.yaml");
        Launcher.Outcome outcome = Launcher.run(folder, Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.talk()).isEqualTo(3);
        assertThat(outcome.talk())
                .contains("Warning: only 5 images to measure on")
                .containsPattern("octet: No split loses at most 0\\.00 points: the best found is expected to lose"
                        + " [0-9.]+, [0-9.]+ too many, with 9[0-9.]+ % of the MACs in INT8\\. The recipe of that one is"
                        + " written\\.\n  Raise --max-float-macs or --max-drop\\.\n$");
        assertThat(Files.readString(folder.resolve("r.yaml"))).contains("points-expected: ");
    }

    private List<String> tune() {
        return drawn(
                "tune",
                "--annotations",
                "annotations.json",
                "--max-drop",
                "50",
                "--plot",
                "tuning.svg",
                "-o",
                "my recipe.yaml");
    }

    private static List<String> drawn(String name, String... more) {
        return command(name, "model.onnx", "photos", more);
    }

    private static List<String> command(String name, String model, String images, String... more) {
        List<String> command = new ArrayList<>(
                List.of(Launcher.path().toString(), name, model, "--images", images, "--target", "tensorrt"));
        command.addAll(List.of(more));
        return command;
    }

    private static void awaitLine(Path file, String start) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.readString(file).lines().noneMatch(line -> line.startsWith(start))) {
            assertThat(System.nanoTime()).as(Files.readString(file)).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
