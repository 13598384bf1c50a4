package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands that take an engine say of files and options that do not go together, word for word. */
class BackendOptionsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void a_model_an_engine_and_a_photo() throws IOException {
        FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid().write(folder.resolve("model.onnx"));
        byte[] plan = Arrays.copyOf("ftrt".getBytes(StandardCharsets.US_ASCII), 100);
        Files.write(folder.resolve("model.engine"), plan);
        Files.write(folder.resolve("short.engine"), Arrays.copyOf(plan, 9));
        Files.createFile(folder.resolve("empty.engine"));
        Files.writeString(folder.resolve("text.engine"), "not a model");
        TestPhotos.write(folder.resolve("photos/a.png"), 64, 64, 255, ImageFormat.PNG);
        Files.writeString(folder.resolve("truth.json"), """
                {"images": [{"id": 1, "file_name": "a.png"}], "annotations": [],
                 "categories": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}, {"id": 3, "name": "c"}]}
                """);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments("detect MODEL DIR/photos -o DIR/out"),
                arguments("evaluate MODEL --images DIR/photos --annotations DIR/truth.json"),
                arguments("benchmark MODEL --rounds 1 --seconds 0"),
                arguments("compare MODEL DIR/model.onnx --images DIR/photos"));
    }

    private CommandLineRun run(String line, String model, String... more) {
        String[] words = (line.replace("MODEL", "DIR/" + model).replace("DIR", folder.toString())).split(" ");
        String[] all = Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
        return CommandLineRun.of(all);
    }

    private void assertError(CommandLineRun run, int exitCode, String message) {
        assertThat(BadInput.errorIn(run, folder)).startsWith("octet: " + message);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.results()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_backend_takes_its_own_files_only(String line) {
        assertError(
                run(line, "model.engine", "--backend", "onnxruntime"),
                2,
                "Backend onnxruntime runs ONNX models, DIR/model.engine is a TensorRT engine.\n"
                        + "  Leave --backend out, or name the ONNX model that the engine was built from.\n");
        assertError(
                run(line, "model.onnx", "--backend", "tensorrt"),
                2,
                "Backend tensorrt runs engines, DIR/model.onnx is an ONNX model.\n"
                        + "  Build it first: octet build DIR/model.onnx -o MODEL.engine\n");
        assertError(
                run(line, "model.onnx", "--backend", "tflite"),
                2,
                "Backend tflite runs TensorFlow Lite models, DIR/model.onnx is an ONNX model.\n"
                        + "  Export it first: octet export DIR/model.onnx --to tflite -o MODEL.tflite\n");
        assertError(
                run(line, "model.onnx", "--backend", "openvino"),
                2,
                "Invalid value for option '--backend': 'openvino' is not auto, onnxruntime, tensorrt or tflite.\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_is_no_whole_file_of_either_kind_is_refused(String line) {
        assertError(
                run(line, "short.engine"),
                4,
                "Engine DIR/short.engine is cut off: it has 9 bytes, the header of a TensorRT plan alone has 28.\n"
                        + "  Copy it again, or build it again with `octet build`.\n");
        assertError(
                run(line, "empty.engine"), 4, "Model DIR/empty.engine is empty.\n  Copy, export or build it again.\n");
        assertError(
                run(line, "text.engine"),
                4,
                "File DIR/text.engine is no ONNX model, no TensorRT engine and no TensorFlow Lite model: it begins with the bytes 6e 6f 74"
                        + " 20.\n  Name an .onnx or .tflite file, or an engine that `octet build` wrote.\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void options_of_engines_need_an_engine(String line) {
        for (String option : new String[] {"--device=0", "--profile=1", "--no-cuda-graph", "--trust-engine"}) {
            assertError(
                    run(line, "model.onnx", option),
                    2,
                    "'" + option.replaceAll("=.*", "") + "' is for TensorRT engines, and none was given.\n");
        }
        assertError(
                run(line, "model.onnx", "--no-xnnpack"),
                2,
                "'--no-xnnpack' is for TensorFlow Lite models, and none was given.\n");
        assertError(
                run(line, "model.engine", "--device=-1"),
                2,
                "Invalid value for option '--device': '-1' is not at least 0.\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void without_a_driver_an_engine_is_not_supported_here(String line) {
        assumeFalse(TensorRt.library().isAvailable(), "TensorRT can be used here");
        CommandLineRun run = run(line, "model.engine", "--trust-engine");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.talk()).contains("octet: ").doesNotContain("\tat ");
    }

    @Test
    void there_is_no_page_and_no_calibration_of_an_engine() {
        assertError(
                run(
                        "compare MODEL DIR/model.onnx --images DIR/photos",
                        "model.engine",
                        "--report",
                        folder.resolve("page.html").toString()),
                2,
                "'--report' needs two ONNX models: an engine shows no layers.\n");
        assertError(
                run("benchmark MODEL --calibration-cost --images DIR/photos", "model.engine"),
                2,
                "'--calibration-cost' needs an ONNX model, DIR/model.engine is an engine.\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_was_chosen_is_said(String line) {
        CommandLineRun run = run(line, "model.onnx");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        if (!line.startsWith("compare")) {
            assertThat(run.talk()).contains("ONNX Runtime ");
            assertThat(run(line, "model.onnx", "--json").results()).containsPattern("\"backend\" : \"ONNX Runtime \\d");
        }
    }
}
