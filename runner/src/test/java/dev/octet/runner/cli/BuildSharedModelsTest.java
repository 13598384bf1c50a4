package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("shared")
class BuildSharedModelsTest {

    @TempDir
    private Path folder;

    private CommandLineRun dry(String file, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {
                    "build",
                    SharedData.path(file).toString(),
                    "-o",
                    folder.resolve("e").toString(),
                    "--dry-run"
                },
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandLineRun.of(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "models/yolox_nano.onnx, 369, 416x416, 3.5",
        "models/yolov7-tiny-640.onnx, 166, 640x640, 23.8",
    })
    void what_would_be_built_is_told_without_a_gpu(String model, int nodes, String size, String weights) {
        CommandLineRun run = dry(model, "--images=" + SharedData.path("data/coco128/images"), "--precision=int8");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .contains("  nodes       " + nodes + " of the ONNX graph\n")
                .contains("  inputs      images 1x3x" + size + " float\n")
                .contains("  calibrator  entropy2, 128 batches of 1 images\n")
                .contains("  memory      weights " + weights + " MiB, ");
    }

    @Test
    void a_model_that_octet_quantized_is_built_from_its_qdq() {
        Path quantized = folder.resolve("int8.onnx");
        CommandLineRun quantize = CommandLineRun.of(
                "quantize",
                SharedData.path("models/yolov7-tiny-w25/grid.onnx").toString(),
                "--images=" + SharedData.path("data/coco128/images"),
                "--limit=2",
                "--target=tensorrt",
                "--range=minmax",
                "--repair=none",
                "-o",
                quantized.toString());
        assertThat(quantize.exitCode()).as(quantize.talk()).isZero();
        CommandLineRun run = CommandLineRun.of(
                "build", quantized.toString(), "-o", folder.resolve("e").toString(), "--dry-run");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .containsPattern(
                        "precision   int8 with ranges of the model's \\d+ nodes of Q/DQ, the rest in fp16 or fp32")
                .contains("  calibrator  none: the model has its ranges\n");
    }
}
