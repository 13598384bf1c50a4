package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.OfficialYolov7;
import dev.octet.runner.SharedData;
import dev.octet.runner.TinyNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {

    private static final double PERCENT = 0.01;

    @TempDir
    private Path folder;

    @Test
    void the_map_has_every_layer_with_what_each_target_does_and_why() throws IOException {
        Path file = TinyNetworks.efficientNms(64, 4, 8, 16, 32).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("inspect", file.toString());
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.results().lines().toList();
        assertThat(lines.get(0)).endsWith(" bytes, head yolo-efficientnms");
        assertThat(lines).contains("parameters 0.0 M (3,289), FLOPs 0.0 G (2 x 435,168 MACs)");
        assertThat(run.results())
                .containsPattern("(?m)^block +operator +channels +onnxruntime +tensorrt +node +why in float$")
                .containsPattern("(?m)^stem P1 +Conv 3x3/2 \\+ LeakyRelu +3 > 8 +INT8 +INT8 +the_conv0$")
                .containsPattern("(?m)^detect P3 +Conv 1x1 +8 > 27 +float +float +the_conv\\d+"
                        + " +last convolution before an output: its values have different meanings and units$")
                .containsPattern("(?m)^decode +\\d+ nodes +float +float +behind the last convolutions: decode, scores,"
                        + " NMS \\(Concat x4, EfficientNMS_TRT, Mul x4, Pow x3, .*\\)$");
        assertThat(run.talk()).contains("ONNX Runtime has no EfficientNMS_TRT: the model is run up to node");
    }

    @Test
    void the_json_map_has_block_operator_channels_precision_and_reason() throws IOException {
        Path file = TinyNetworks.grid(64, 4, 8, 16, 32).write(folder.resolve("model.onnx"));
        JsonNode map = inspect(file).get("map");
        JsonNode detect = map.valueStream()
                .filter(row -> row.get("block").stringValue().equals("detect P5"))
                .findFirst()
                .orElseThrow();
        assertThat(detect.get("operator").stringValue()).isEqualTo("Conv 1x1");
        assertThat(detect.get("channelsIn").intValue()).isEqualTo(8);
        assertThat(detect.get("channelsOut").intValue()).isEqualTo(27);
        assertThat(detect.get("tensorrt").get("precision").stringValue()).isEqualTo("FLOAT");
        assertThat(detect.get("onnxruntime").get("reason").stringValue()).startsWith("last convolution");
    }

    @Test
    void an_open_size_is_taken_and_said() throws IOException {
        Path file = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("inspect", file.toString(), "--input-size", "96x64");
        assertThat(run.exitCode()).isZero();
        assertThat(run.talk())
                .startsWith("The model leaves the image size open: 96x64 px is taken; --input-size gives another.\n");
        assertThat(run.results()).contains("head yolo-raw\n").contains("detect P5");
    }

    @Test
    void a_size_that_is_none_is_a_usage_error() throws IOException {
        Path file = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("inspect", file.toString(), "--input-size", "large");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: Invalid value for option '--input-size': 'large' is not a size such as 640 or"
                        + " 640x384.\n");
    }

    @Test
    void anchors_that_do_not_match_are_bad_input() throws IOException {
        Path file = TinyNetworks.raw(64, 4, 8, 16, 32).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of("inspect", file.toString(), "--anchors", "10,13,16,30,33,23");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .isEqualTo("octet: Anchors 10,13,16,30,33,23 do not match the model's strides: they are for 1 strides,"
                        + " the model has raw heads of 3: 8, 16, 32.\n  Give width and height of each anchor, smallest"
                        + " stride first: --anchors w,h,w,h,w,h/w,h,w,h,w,h/w,h,w,h,w,h.\n");
    }

    @Test
    void the_official_yolov7_has_its_parameters_and_operations() throws IOException {
        JsonNode document = inspect(OfficialYolov7.network(640).write(folder.resolve("yolov7.onnx")));
        assertThat(document.get("parameters").longValue()).isEqualTo(36_905_341);
        assertThat(document.get("flops").doubleValue()).isCloseTo(104.7e9, within(PERCENT * 104.7e9));
        assertThat(document.get("operators").get("Conv").intValue()).isEqualTo(92);
        assertThat(document.get("operators").get("Concat").intValue()).isEqualTo(21);
        assertThat(document.get("head").stringValue()).isEqualTo("yolo");
        assertThat(document.get("outputs").get(0).get("shape").toString()).isEqualTo("[1,25200,85]");
    }

    @Test
    @Tag("shared")
    void the_official_yolov7_tiny_has_its_parameters_and_operations() {
        JsonNode document = inspect(SharedData.path("models/yolov7-tiny-640.onnx"));
        assertThat(document.get("parameters").longValue()).isEqualTo(6_219_709);
        assertThat(document.get("flops").doubleValue()).isCloseTo(13.8e9, within(PERCENT * 13.8e9));
    }

    private static JsonNode inspect(Path file) {
        CommandLineRun run = CommandLineRun.of("inspect", file.toString(), "--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return JsonMapper.builder().build().readTree(run.results());
    }
}
