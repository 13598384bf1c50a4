package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of {@code octet benchmark} that are about a whole pipeline, repeats, sweeps and the roofline. */
class PipelineModeTest {

    private static final int EACH = 2;

    @TempDir
    private Path folder;

    private Path model;
    private Path photos;

    @BeforeEach
    void a_detector_and_photos() throws IOException {
        model = FixedDetector.of(3)
                .finding(1, 0.9, 2, 3, 10, 12)
                .finding(2, 0.6, 16, 16, 30, 31)
                .grid(-1)
                .write(folder.resolve("model.onnx"));
        photos = folder.resolve("photos");
        for (int i = 0; i < 4; i++) {
            TestPhotos.write(photos.resolve(i + ".png"), 32 + i, 32, 250 - 30 * i, ImageFormat.PNG);
        }
    }

    @Test
    void a_pipeline_finds_what_detect_finds() throws IOException {
        CommandLineRun detect = CommandLineRun.of(
                "detect", model.toString(), photos.toString(), "-o", folder.resolve("found").toString(), "--no-pictures");
        assertThat(detect.exitCode()).as(detect.talk()).isZero();
        int found = JsonMapper.builder()
                .build()
                .readTree(Files.readAllBytes(folder.resolve("found/detections.json")))
                .size();
        assertThat(found).isEqualTo(4 * EACH);
        for (List<String> how : List.of(List.of("--depth=1"), List.of("--batch=2"), List.of("--decoders=2"))) {
            JsonNode result = json(pipeline(how.toArray(String[]::new)));
            assertThat(result.get("schema").stringValue()).isEqualTo("octet.benchmark.pipeline/1");
            assertThat(result.get("detections").intValue()).as(how.toString()).isEqualTo(found);
            assertThat(result.get("stages")).hasSize(4);
            assertThat(result.get("imagesPerSecond").doubleValue()).isPositive();
            assertThat(result.get("latencyNanos").size()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void a_pipeline_is_a_table_of_stages() {
        CommandLineRun run = run(
                "benchmark", model.toString(), "--images", photos.toString(), "--pipeline", "--rounds=4", "--seconds=0",
                "--warm-up=0");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .containsPattern("stage +threads +median ms +mean ms +99 % ms +alone images/s +busy %")
                .containsPattern("\ndecode +\\d")
                .containsPattern("\npostprocess +1 ")
                .containsPattern("end to end \\d+\\.\\d images/s; an image takes \\d+\\.\\d\\d ms \\(median\\)");
        assertThat(run.talk()).contains("Stages overlapped, 1 image in one run, ");
    }

    @Test
    void repeats_of_two_models_are_held_against_each_other() {
        JsonNode result = json(run(
                "benchmark",
                model.toString(),
                "--against",
                model.toString(),
                "--repeats=2",
                "--rounds=3",
                "--seconds=0",
                "--warm-up=0",
                "--threads=1",
                "--json"));
        assertThat(result.get("schema").stringValue()).isEqualTo("octet.benchmark.repeats/1");
        assertThat(result.get("measured").stringValue()).isEqualTo("latency");
        assertThat(result.get("models")).hasSize(2);
        for (JsonNode one : result.get("models")) {
            assertThat(one.get("sampleNanos")).hasSize(2).allSatisfy(samples -> assertThat(samples.size())
                    .isGreaterThanOrEqualTo(3));
        }
        JsonNode speedup = result.get("speedup");
        assertThat(speedup.get("low").doubleValue())
                .isLessThanOrEqualTo(speedup.get("value").doubleValue());
        assertThat(speedup.get("high").doubleValue())
                .isGreaterThanOrEqualTo(speedup.get("value").doubleValue());
    }

    @Test
    void repeats_of_a_pipeline_are_its_time_per_image() {
        CommandLineRun run = run(
                "benchmark",
                model.toString(),
                "--pipeline",
                "--images",
                photos.toString(),
                "--repeats=2",
                "--rounds=4",
                "--seconds=0",
                "--warm-up=0");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results()).startsWith("time per image of the whole pipeline, 2 processes each\n");
        assertThat(run.talk())
                .contains("With fewer than 5 repeats, intervals hold the true figure less often than 95 times of 100.");
    }

    @Test
    void a_repeat_that_fails_is_named() {
        Path missing = folder.resolve("missing.onnx");
        CommandLineRun run = run("benchmark", model.toString(), "--against", missing.toString(), "--repeats=1");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk()).contains(missing.toString());
    }

    @Test
    void a_sweep_is_a_table_and_curves() throws IOException {
        Path page = folder.resolve("curves.html");
        CommandLineRun run = run(
                "benchmark", model.toString(), "--sweep=batch=1,2", "--sweep=streams=1,2", "--rounds=3", "--seconds=0",
                "--warm-up=0", "--threads=1", "-o", page.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results().lines().toList()).hasSize(5);
        assertThat(run.results()).containsPattern("\n2 +2 +\\d+\\.\\d ");
        assertThat(Files.readString(page)).contains("batch 2, 2 streams: ").contains("<path class=\"line a1\"");
    }

    @Test
    void a_sweep_of_the_batch_needs_a_model_of_open_batch() throws IOException {
        Path fixed = FixedDetector.of(3).finding(1, 0.9, 2, 3, 10, 12).grid().write(folder.resolve("fixed.onnx"));
        CommandLineRun run = run("benchmark", fixed.toString(), "--sweep=batch=1,2");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .contains("octet: Model fixed.onnx takes 1 image at a time, --sweep asks for batch 2.\n"
                        + "  Leave batch out of --sweep, or export the model with a dynamic batch.\n");
    }

    @Test
    void the_roofline_is_said_of_a_run() {
        CommandLineRun run = run(
                "benchmark", model.toString(), "--roofline", "--rounds=3", "--seconds=0", "--warm-up=0", "--threads=1");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .containsPattern("\\d+\\.\\d GMAC/s of \\d+\\.\\d possible \\(\\d+\\.\\d %\\), bound by (compute|memory): ");
        assertThat(run.talk()).containsPattern("Limits of .*, 1 core: INT8 .*estimate from .*; memory measured\\)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--pipeline|'--pipeline' needs '--images=DIR'",
                "--batch=2|'--batch', '--decoders', '--confidence' and '--iou' are for '--pipeline'",
                "--pipeline --images=DIR --rate=5|'--rate' and '--pipeline' cannot go together",
                "--pipeline --against=x.onnx|'--against' and '--pipeline' cannot go together without '--repeats=N'",
                "--pipeline --roofline --images=DIR|'--roofline' and '--pipeline' cannot go together",
                "--sweep=depth=2|Invalid value for option '--sweep': 'depth=2' is not batch=N,N,.. or streams=N,N,..",
                "--sweep=batch=1 --streams=2|'--streams' is an axis of '--sweep': '--sweep streams=1,2'",
                "--sweep=batch=1 --repeats=2|'--repeats' and '--sweep' cannot go together",
                "-o=x.html|'--output' is for the curves of '--sweep'",
                "--repeats=0|Invalid value for option '--repeats': '0' is not at least 1",
                "--repeats=2 --min-speedup=1|'--min-speedup' needs '--against=MODEL'"
            })
    void what_does_not_go_together_is_wrong_usage(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("benchmark", model.toString()));
        arguments.addAll(Arrays.asList(options.split(" ", -1)));
        CommandLineRun run = run(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: " + message + ".\n");
    }

    private CommandLineRun pipeline(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "benchmark", model.toString(), "--pipeline", "--images", photos.toString(), "--rounds=8", "--seconds=0",
                "--warm-up=0", "--json"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(arguments);
    }

    private static JsonNode json(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return JsonMapper.builder().build().readTree(run.results());
    }
}
