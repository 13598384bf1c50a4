package dev.octet.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.runner.FixedDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file is for, told by its content, and what is said of files that are for nothing. */
class BackendTest {

    @TempDir
    private Path folder;

    @Test
    void the_content_decides_and_not_the_name() throws IOException {
        Path model = FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid().write(folder.resolve("model.engine"));
        assertThat(Backend.of(model)).isEqualTo(Backend.ONNXRUNTIME);
        assertThat(Backend.of(plan("plan.onnx", 100))).isEqualTo(Backend.TENSORRT);
    }

    @Test
    void a_backend_refuses_the_files_of_the_other() throws IOException {
        Path model = FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid().write(folder.resolve("model.onnx"));
        Path plan = plan("model.engine", 100);
        Backend.ONNXRUNTIME.requireRuns(model);
        Backend.TENSORRT.requireRuns(plan);
        failure(
                () -> Backend.TENSORRT.requireRuns(model),
                FailureKind.USAGE,
                "Backend tensorrt runs engines, " + model + " is an ONNX model.",
                "Build it first: octet build " + model + " -o MODEL.engine");
        failure(
                () -> Backend.ONNXRUNTIME.requireRuns(plan),
                FailureKind.USAGE,
                "Backend onnxruntime runs ONNX models, " + plan + " is a TensorRT engine.",
                "Leave --backend out, or name the ONNX model that the engine was built from.");
    }

    @Test
    void a_plan_that_is_cut_off_in_its_header_is_refused() throws IOException {
        Path plan = plan("model.engine", 27);
        failure(
                () -> Backend.of(plan),
                FailureKind.BAD_INPUT,
                "Engine " + plan + " is cut off: it has 27 bytes, the header of a TensorRT plan alone has 28.",
                "Copy it again, or build it again with `octet build`.");
        assertThat(Backend.of(plan("whole.engine", 28))).isEqualTo(Backend.TENSORRT);
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("model.engine"));
        failure(
                () -> Backend.of(file),
                FailureKind.BAD_INPUT,
                "Model " + file + " is empty.",
                "Copy, export or build it again.");
    }

    @Test
    void a_file_that_is_none_of_these_is_refused_with_its_first_bytes() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), new byte[] {0x50, 0x4b, 3, 4, 20, 0});
        failure(
                () -> Backend.of(file),
                FailureKind.BAD_INPUT,
                "File " + file
                        + " is no ONNX model, no TensorRT engine and no TensorFlow Lite model: it begins with the bytes 50 4b 03 04.",
                "Name an .onnx or .tflite file, or an engine that `octet build` wrote.");
        for (String text :
                new String[] {"not a model", "ftr", "ftrT followed by something", "{\"json\": 1}", "\u00ff"}) {
            Path other = Files.write(folder.resolve("other"), text.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> Backend.of(other))
                    .as(text)
                    .hasMessageStartingWith(
                            "File " + other + " is no ONNX model, no TensorRT engine and no TensorFlow Lite model: ");
        }
    }

    @Test
    void what_is_not_there_is_named() {
        failure(
                () -> Backend.of(folder.resolve("none.onnx")),
                FailureKind.BAD_INPUT,
                "Model " + folder.resolve("none.onnx") + " does not exist.",
                "Check the path of the model.");
        failure(
                () -> Backend.of(folder),
                FailureKind.BAD_INPUT,
                "Model " + folder + " is not a file.",
                "Name the .onnx file or the engine itself.");
    }

    private Path plan(String name, int bytes) throws IOException {
        byte[] content = Arrays.copyOf("ftrt".getBytes(StandardCharsets.US_ASCII), bytes);
        return Files.write(folder.resolve(name), content);
    }

    private static void failure(Runnable action, FailureKind kind, String message, String remedy) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.remedy()).isEqualTo(remedy);
                })
                .hasMessage(message);
    }
}
