package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.SharedData;
import dev.octet.runner.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do with heads that they know, do not know, or know otherwise. */
class HeadsInCommandsTest {

    private static final String ANNOTATIONS = """
            {"images": [{"id": 1, "file_name": "a.jpg"}], "categories": [{"id": 1, "name": "cat"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "area": 12, "iscrowd": 0}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void without_a_known_head_evaluate_says_which_there_are_and_how_to_name_one() throws IOException {
        CommandLineRun run = evaluate(headless());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .startsWith("octet: No known detection head fits the model's outputs last [1,10,32,32].\n"
                        + "  Name one with --head: yolo-efficientnms (")
                .endsWith(" Without a head the model can still be calibrated, quantized and compared.\n");
    }

    @Test
    @Tag("shared")
    void without_a_known_head_quantize_works() throws IOException {
        Path file = folder.resolve("model.int8.onnx");
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                headless().toString(),
                "--images",
                SharedData.photos(folder.resolve("photos"), 2).toString(),
                "--target",
                "tensorrt",
                "-o",
                file.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk()).contains("Preprocessing: yolo (no head recognised: the usual one), ");
        assertThat(file).isNotEmptyFile();
    }

    @Test
    @Tag("shared")
    void a_model_that_ends_in_tensorrts_nms_is_quantized_and_keeps_it() throws IOException {
        Path file = folder.resolve("model.int8.onnx");
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                TinyNetworks.efficientNms(64, 4, 8, 16, 32)
                        .write(folder.resolve("model.onnx"))
                        .toString(),
                "--images",
                SharedData.photos(folder.resolve("photos"), 2).toString(),
                "--target",
                "tensorrt",
                "-o",
                file.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk()).contains("Search on 2 images: ");
        assertThat(OnnxModel.at(file).graph().nodes())
                .filteredOn(node -> node.opType().equals("EfficientNMS_TRT"))
                .singleElement()
                .satisfies(node -> assertThat(node.domain()).isEqualTo("TRT"));
    }

    @Test
    @Tag("shared")
    void bytes_and_an_open_size_go_through_quantize_and_stay_what_they_are() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String pixels = network.input("pixels", TensorType.UINT8, -1, -1, -1, 3);
        String floats = network.node("Cast", List.of(pixels), "floats", NetworkBuilder.integer("to", 1));
        String planes = network.transpose(floats, "planes", 0, 3, 1, 2);
        String most = network.constant("most", new float[] {255});
        String scaled = network.node("Div", List.of(planes, most), "scaled");
        network.output(network.conv(network.silu(scaled, 3, 8, 3, 2), 8, 10, 3, 1), -1, -1, -1, -1);
        Path file = folder.resolve("model.int8.onnx");
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                network.write(folder.resolve("model.onnx")).toString(),
                "--images",
                SharedData.photos(folder.resolve("photos"), 2).toString(),
                "--input-size",
                "96x64",
                "--target",
                "onnxruntime",
                "-o",
                file.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk())
                .contains("The model leaves the image size open: 96x64 px is taken; --input-size gives another.\n")
                .contains("no head recognised: the usual one; the model itself divides by 255), width: 96, height: 64,"
                        + " anchor: centred, pad: 114, colour: rgb, scale: 1.0,");
        assertThat(OnnxModel.at(file).graph().inputs()).singleElement().satisfies(input -> {
            assertThat(input.type()).isEqualTo(TensorType.UINT8);
            assertThat(input.shape().dimensions()).containsExactly(-1L, -1L, -1L, 3L);
        });
    }

    @Test
    void annotations_of_another_number_of_classes_are_refused_for_every_form() throws IOException {
        for (NetworkBuilder form : List.of(
                TinyNetworks.raw(64, 4, 8, 16, 32),
                TinyNetworks.grid(64, 4, 8, 16, 32),
                TinyNetworks.efficientNms(64, 4, 8, 16, 32),
                TinyNetworks.columns(64, 4))) {
            CommandLineRun run = evaluate(form.write(folder.resolve("model.onnx")));
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(BadInput.errorIn(run, folder))
                    .isEqualTo("octet: Model model.onnx tells 4 classes apart, DIR/annotations.json has 1 categories.\n"
                            + "  Give the annotations that the model was trained for.\n");
        }
    }

    @Test
    void a_plugin_of_tensorrt_is_left_out_of_a_benchmark_and_that_is_said() throws IOException {
        Path file = TinyNetworks.efficientNms(64, 4, 8, 16, 32).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("benchmark", file.toString(), "--rounds", "2", "--seconds", "0");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk())
                .contains("ONNX Runtime has no EfficientNMS_TRT: model.onnx is run up to node the_num_dets.\n");
    }

    @Test
    void a_model_that_takes_bytes_can_be_timed() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String pixels = network.input("pixels", TensorType.UINT8, 1, 3, 32, 32);
        String floats = network.node("Cast", List.of(pixels), "floats", NetworkBuilder.integer("to", 1));
        Path file =
                network.output(network.conv(floats, 3, 4, 1, 1), -1, -1, -1, -1).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("benchmark", file.toString(), "--rounds", "2", "--seconds", "0");
        assertThat(run.exitCode()).as(run.talk()).isZero();
    }

    private Path headless() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String body = network.leaky(network.images(64, 64), 3, 8, 3, 1);
        String last = network.node("Identity", List.of(network.conv(body, 8, 10, 3, 2)), "last");
        return network.output(last, -1, -1, -1, -1).write(folder.resolve("model.onnx"));
    }

    private CommandLineRun evaluate(Path model) throws IOException {
        Path annotations = Files.writeString(folder.resolve("annotations.json"), ANNOTATIONS);
        return CommandLineRun.of(
                "evaluate", model.toString(), "--images", folder.toString(), "--annotations", annotations.toString());
    }
}
