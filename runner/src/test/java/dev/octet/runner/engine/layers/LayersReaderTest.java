package dev.octet.runner.engine.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersReaderTest {

    private static final String EXPORT =
            "Give the JSON that 'trtexec --exportLayerInfo' writes, of an engine built with"
                    + " '--profilingVerbosity=detailed'.";

    @TempDir
    private Path folder;

    @Test
    void the_keys_of_tensorrt_10_are_read() {
        EngineLayers engine = SampleEngines.tensorRt10();
        assertThat(engine.ioTensors()).containsExactly("images", "output");
        assertThat(engine.layers()).hasSize(12);
        EngineLayer first = engine.layers().get(1);
        assertThat(first.type()).isEqualTo("CaskConvolution");
        assertThat(first.weights()).isEqualTo(LayerPrecision.INT8);
        assertThat(first.precision()).isEqualTo(LayerPrecision.INT8);
        assertThat(first.nodeNames()).containsExactly("the_conv0_w_q", "the_conv0", "the_conv0_gate", "the_conv0_silu");
        assertThat(first.outputs())
                .containsExactly(
                        new EngineTensor("conv0_silu_q", List.of(1L, 32L, 32L, 32L), LayerPrecision.INT8, "NC/32HW32"));
        assertThat(first.change()).isEqualTo("INT8 NC/4HW4 > INT8 NC/32HW32");
    }

    @Test
    void the_keys_of_tensorrt_11_are_read() {
        EngineLayers engine = SampleEngines.tensorRt11();
        assertThat(engine.ioTensors()).containsExactly("images", "output");
        assertThat(engine.layers()).hasSize(8);
        assertThat(engine.layers().get(0).change()).isEqualTo("FP32 NCHW > INT8 NC/4HW4");
        assertThat(engine.layers().get(0).role()).isEqualTo(LayerRole.QUANTIZE);
        assertThat(engine.layers().get(2).nodeNames()).containsExactly("the_conv3_w_q", "the_conv3", "the_conv3_leaky");
    }

    @Test
    void further_profiles_are_counted_and_left_out() {
        EngineLayers engine = EngineLayers.of("""
                {"Layers": [{"Name": "a", "LayerType": "NoOp", "Inputs": [], "Outputs": []},
                            {"Name": "a [profile 1]", "LayerType": "NoOp", "Inputs": [], "Outputs": []}],
                 "Bindings": ["x", "y", "x [profile 1]", "y [profile 1]"]}
                """, "engine");
        assertThat(engine.layers()).hasSize(1);
        assertThat(engine.otherProfiles()).isEqualTo(1);
        assertThat(engine.ioTensors()).containsExactly("x", "y");
    }

    @Test
    void types_come_from_weights_and_kernels_where_shapes_are_open() {
        String open = "\"N/A due to dynamic shapes\"";
        EngineLayers engine = EngineLayers.of("""
                {"Layers": [
                  {"Name": "c", "LayerType": "CaskConvolution", "Weights": {"Type": "Half", "Count": 9},
                   "Inputs": [{"Name": "x", "Dimensions": [-1, 3, 8, 8], "Format/Datatype": OPEN}],
                   "Outputs": [{"Name": "y", "Dimensions": [-1, 3, 8, 8], "Format/Datatype": OPEN}]},
                  {"Name": "m", "LayerType": "gemm", "TacticName": "sm80_xmma_gemm_i8i8_i8i32_f32_tn",
                   "Inputs": [{"Name": "y", "Dimensions": [-1, 3, 8, 8], "Format/Datatype": OPEN}],
                   "Outputs": [{"Name": "z", "Dimensions": [-1, 3, 8, 8], "Format/Datatype": OPEN}]},
                  {"Name": "p", "LayerType": "PointWiseV2",
                   "Inputs": [{"Name": "z", "Dimensions": [-1, 3, 8, 8], "Format/Datatype": OPEN}],
                   "Outputs": [{"Name": "o", "Dimensions": [-1, 3, 8, 8], "Format/Datatype": OPEN}]}]}
                """.replace("OPEN", open), "engine");
        assertThat(engine.layers().stream().map(EngineLayer::precision))
                .containsExactly(LayerPrecision.FP16, LayerPrecision.INT8, LayerPrecision.UNKNOWN);
        assertThat(EngineDiagnosis.of(engine).notes())
                .containsExactly("The types of 1 layers are not told, as where shapes are open: export the layer"
                        + " information with an execution context whose input shapes are set.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Row major linear FP32 | FP32 NCHW",
                "Row major linear FP16 format | FP16 NCHW",
                "Row major Int8 format | INT8 NCHW",
                "Four wide channel vectorized row major Int8 format | INT8 NC/4HW4",
                "Thirty-two wide channel vectorized row major FP16 format | FP16 NC/32HW32",
                "Channel major FP16 format where channel % 8 == 0 | FP16 NHWC8",
                "Channel major INT8 format where channel == 4 and column stride % 32 == 0 | INT8 NHWC4",
                "Channel major FP32 format | FP32 NHWC",
                "Channel major FP16 format where channel % 8 == 0 with 3 spatial dimensions | FP16 NDHWC8",
                "Row major linear BFloat16 format | BF16 NCHW",
                "Row major linear FP8 format | FP8 NCHW",
                "Int8 NC/32HW32 | INT8 NC/32HW32",
                "Half | FP16",
                "Float | FP32",
                "Int32 | other",
                "Row major linear UInt8 format | other NCHW",
                "Unknown format | not told",
            })
    void formats_are_shortened(String text, String shown) {
        assertThat(new EngineTensor("t", List.of(), LayerPrecision.ofText(text), TensorLayout.of(text)).format())
                .isEqualTo(shown);
    }

    @Test
    void what_is_no_layer_information_is_said() throws IOException {
        assertThat(refusal("")).isEqualTo("it is empty");
        assertThat(refusal("ptrt engine")).isEqualTo("it is not a JSON object");
        assertThat(refusal("[]")).isEqualTo("it is not a JSON object");
        assertThat(refusal("{\"a\": 1, \"b\": {\"Layers\": []}}"))
                .isEqualTo("it has no list 'Layers'; its keys are [a, b]");
        assertThat(refusal("{\"Layers\": {}}")).isEqualTo("its 'Layers' is no list");
        assertThat(refusal("{\"Layers\": [7]}")).isEqualTo("layer 0 is neither a name nor an object");
        assertThat(refusal("{\"Layers\": [{\"Name\": \"a\"}]} {}"))
                .isEqualTo("something follows behind its JSON object");
        assertThat(refusal("{\"Layers\": [], \"Bindings\": [\"x\"]}"))
                .isEqualTo("it lists no layer, as the profiling verbosity kNONE does");
        assertThat(refusal("{\"Layers\": [\"a\", \"b + c\"], \"Bindings\": [\"x\"]}"))
                .isEqualTo("it has only the names of 2 layers, as the profiling verbosity kLAYER_NAMES_ONLY does;"
                        + " kDETAILED is needed");
    }

    @Test
    void a_file_that_is_absent_or_too_large_is_refused_before_it_is_read() throws IOException {
        Path absent = folder.resolve("absent.json");
        assertThatThrownBy(() -> EngineLayers.at(absent))
                .hasMessage("Layer information " + absent + " cannot be used: there is no such file.");
        Path large = folder.resolve("large.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(EngineLayers.MAX_BYTES + 1);
        }
        assertThatThrownBy(() -> EngineLayers.at(large))
                .hasMessage("Layer information " + large
                        + " cannot be used: it has 67,108,865 bytes, at most 67,108,864 are read.");
    }

    @Test
    void a_truncated_file_is_not_whole_json() throws IOException {
        String whole = SampleEngines.text("trt10.json");
        Path file = Files.writeString(folder.resolve("cut.json"), whole.substring(0, whole.length() / 2));
        assertThatThrownBy(() -> EngineLayers.at(file))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy()).isEqualTo("Check that it is the right file and was copied completely.");
                })
                .hasMessageMatching("(?s)Layer information .*cut.json cannot be used: it is not whole JSON"
                        + " \\(Unexpected end-of-input.*, line \\d+\\)\\.");
    }

    /** What is said of a file with this text, with its remedy checked. */
    private String refusal(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        try {
            EngineLayers.at(file);
        } catch (ToolkitException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
            assertThat(e.remedy()).isEqualTo(EXPORT);
            String message = e.getMessage();
            String start = "Layer information " + file + " cannot be used: ";
            assertThat(message).startsWith(start).endsWith(".");
            return message.substring(start.length(), message.length() - 1);
        }
        return "nothing";
    }
}
