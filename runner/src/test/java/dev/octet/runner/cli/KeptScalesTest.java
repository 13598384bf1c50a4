package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.adopt.PairCheck;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.runner.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeptScalesTest {

    @TempDir
    private Path folder;

    private Path foreign;
    private Path output;

    /** Two layers with unsigned activations and weights in pairs of their own, and a last one in float. */
    @BeforeEach
    void a_model_of_another_tool() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.pair(network.images(8, 8), 0.004f, TensorType.UINT8, 0);
        String first = network.pair(layer(network, images, 3, "w1"), 0.05f, TensorType.UINT8, 120);
        String second = network.pair(layer(network, first, 8, "w2"), 0.1f, TensorType.UINT8, 130);
        String last = network.conv(second, 8, 8, 1, 1);
        foreign = network.output(last, -1, -1, -1, -1).write(folder.resolve("foreign.onnx"));
        output = folder.resolve("out.onnx");
    }

    private static String layer(NetworkBuilder network, String input, int channels, String name) {
        float[] weights = new float[8 * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.02f * (i % 101 - 50);
        }
        String constant = network.constant(name, weights, 8, channels, 1, 1);
        return network.node("Conv", List.of(input, network.pair(constant, 0.02f)), name + "_conv");
    }

    @Test
    void a_model_with_pairs_is_written_for_another_target_without_images() {
        CommandLineRun run = quantize("--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        JsonNode result = JsonMapper.builder().build().readTree(run.results());
        assertThat(result.get("schema").stringValue()).isEqualTo("octet.quantize.kept/1");
        assertThat(result.get("layersBefore").intValue()).isEqualTo(2);
        assertThat(result.get("int8Layers").intValue()).isEqualTo(2);
        assertThat(result.get("roundedAnew").isEmpty()).isTrue();
        assertThat(result.get("findings").valueStream())
                .extracting(one -> one.get("kind").stringValue())
                .containsOnly("activation-not-symmetric");
        assertThat(PairCheck.of(OnnxModel.at(output)).refusedByTensorRt()).isEmpty();
    }

    @Test
    void options_that_choose_what_the_model_says_itself_are_refused() {
        CommandLineRun run = quantize("--range", "mse");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .contains("'--range' does not go with " + foreign
                        + ", which has Q/DQ: its scales and weights are kept as they are");
        assertThat(output).doesNotExist();
    }

    @Test
    void images_for_a_model_that_has_pairs_are_refused() {
        CommandLineRun run = quantize("--images", folder.toString());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .contains("has Q/DQ already; images and tables are for float models.")
                .contains(
                        "Leave '--images' and '--calibration' out to write it for another target with its scales kept.");
    }

    @Test
    void a_float_model_still_needs_images_or_a_table() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        Path plain = network.output(network.conv(network.images(8, 8), 3, 8, 1, 1), -1, -1, -1, -1)
                .write(folder.resolve("plain.onnx"));
        CommandLineRun run =
                CommandLineRun.of("quantize", plain.toString(), "--target", "tensorrt", "-o", output.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).contains("Give either '--images=DIR' or '--calibration=FILE'");
    }

    @Test
    void inspect_says_what_tensorrt_would_refuse_and_where() {
        CommandLineRun run = CommandLineRun.of("inspect", foreign.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .contains("Q/DQ: 3 tensors, 2 layers in integers; TensorRT would refuse 3 places")
                .contains("  activation-not-symmetric  images: uint8 with scale 0.004 and zero point 0");
    }

    private CommandLineRun quantize(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("quantize", foreign.toString(), "--target", "tensorrt", "-o", output.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
