package dev.octet.runner.engine.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineDiagnosisTest {

    @TempDir
    private Path folder;

    @Test
    void layers_and_cost_are_counted_by_type() throws IOException {
        EngineDiagnosis diagnosis = EngineDiagnosis.of(SampleEngines.tensorRt10(), model());
        long pixels = 32 * 32;
        assertThat(diagnosis.shares())
                .isEqualTo(Map.of(
                        LayerPrecision.INT8, new PrecisionShare(4, 9 * pixels * (3 * 32 + 32 * 32 + 32 * 32)),
                        LayerPrecision.FP16, new PrecisionShare(2, 9 * pixels * 64 * 8)));
        assertThat(diagnosis.roles())
                .isEqualTo(Map.of(
                        LayerRole.COMPUTE, 6,
                        LayerRole.REFORMAT, 3,
                        LayerRole.QUANTIZE, 2,
                        LayerRole.DEQUANTIZE, 1));
        assertThat(diagnosis.notes()).isEmpty();
    }

    @Test
    void each_place_that_costs_time_has_its_nodes_its_neighbours_and_an_advice() throws IOException {
        EngineDiagnosis diagnosis = EngineDiagnosis.of(SampleEngines.tensorRt10(), model());
        assertThat(diagnosis.findings().stream().map(EngineDiagnosisTest::line))
                .containsExactly(
                        "FLOAT_ISLAND PWN(the_conv3_leaky) [LeakyRelu the_conv3_leaky] FP16: Keep the Q/DQ: TensorRT did not"
                                + " fuse LeakyRelu the_conv3_leaky into Conv the_conv3, which depends on the activation and"
                                + " on the GPU.",
                        "STANDALONE_QUANTIZE the_images_q [] FP32 NCHW > INT8 NC/4HW4: Keep as is: the network's input"
                                + " becomes INT8 here, once.",
                        "STANDALONE_QUANTIZE the_conv3_leaky_q [] FP16 NHWC8 > INT8 NC/32HW32: Quantize LeakyRelu"
                                + " the_conv3_leaky as well, so that it writes INT8 itself.",
                        "REFORMAT Reformatting CopyNode for Input Tensor 0 to the_concat6 [Concat the_concat6]"
                                + " INT8 NC/32HW32 > INT8 NHWC16: Put one scale on all inputs and on the output of Concat"
                                + " the_concat6.",
                        "REFORMAT conv5 copy [] INT8 NC/32HW32 > INT8 NHWC16: Put one scale on all inputs and on the output"
                                + " of Concat the_concat6.",
                        "STANDALONE_DEQUANTIZE the_concat6_dq [] INT8 NHWC16 > FP16 NHWC8: Keep as is: INT8 ends here, what"
                                + " is behind it runs in float.",
                        "FLOAT_LAYERS the_conv7 [Conv the_conv7] FP16: Keep as is: head; nothing behind it runs in INT8.",
                        "REFORMAT Reformatting CopyNode for Output Tensor 0 to the_conv7 [Conv the_conv7] FP16 NHWC8 > FP32"
                                + " NCHW: Keep as is: the network's output is brought into the format that the caller"
                                + " reads.");
        Finding island = diagnosis.findings().get(0);
        assertThat(island.before()).containsExactly("Conv the_conv3");
        assertThat(island.behind()).containsExactly("Conv the_conv5");
        assertThat(diagnosis.findings().get(6).behind()).containsExactly("network output");
        assertThat(diagnosis.findings().get(6).macs()).isEqualTo(9L * 32 * 32 * 64 * 8);
    }

    @Test
    void without_the_model_operators_are_guessed_and_nothing_is_said_of_cost() {
        EngineDiagnosis diagnosis = EngineDiagnosis.of(EngineLayers.of(island("Conv_5", "Add_6"), "engine"));
        Finding island = diagnosis.findings().get(0);
        assertThat(island.kind()).isEqualTo(FindingKind.FLOAT_ISLAND);
        assertThat(island.macs()).isNull();
        assertThat(island.advice())
                .isEqualTo(
                        "Quantize the residual branch of Add Add_6, not the edge from the convolution in front of it.");
        assertThat(diagnosis.shares().get(LayerPrecision.INT8)).isEqualTo(new PrecisionShare(2, null));
    }

    @Test
    void a_generated_kernel_of_nothing_but_pairs_is_a_conversion() {
        for (String node : List.of("/m/DequantizeLinear", "/m/Conv_output_0_DQ")) {
            EngineDiagnosis diagnosis = EngineDiagnosis.of(EngineLayers.of(island("Conv_5", node), "engine"));
            assertThat(diagnosis.layers(LayerRole.DEQUANTIZE)).isEqualTo(1);
            assertThat(diagnosis.findings().get(0).kind()).isEqualTo(FindingKind.STANDALONE_DEQUANTIZE);
            assertThat(diagnosis.findings().get(0).advice()).isEqualTo("Quantize Conv Conv_9 as well.");
        }
    }

    @Test
    void a_pair_around_a_residual_sum_is_advised_by_what_is_missing() {
        assertThat(standalone("QuantizeLinear_1", "Conv_5", "Conv_9"))
                .isEqualTo(
                        "Give all that read Conv Conv_5 a Q/DQ of one scale: it writes float because one of them, often a"
                                + " residual branch, has none.");
        assertThat(standalone("QuantizeLinear_1", "Conv_5 + Add_6", "Conv_9"))
                .isEqualTo(
                        "Quantize the residual branch of Add Add_6, not the edge from the convolution in front of it.");
        assertThat(standalone("DequantizeLinear_1", "Conv_5", "Conv_9 + Add_10 + Relu_11"))
                .isEqualTo(
                        "Quantize what follows Add Add_10 as well: its residual branch is INT8 and is read in float because"
                                + " the sum is written in float.");
        assertThat(standalone("DequantizeLinear_1", "Conv_5", "Concat_9"))
                .isEqualTo("Put one scale on all inputs and on the output of Concat Concat_9.");
    }

    /** What is said of a conversion between two INT8 layers. */
    private static String standalone(String node, String before, String behind) {
        String engine = island(before, node).replace("Conv_9", behind);
        if (node.startsWith("Q")) {
            engine = engine.replace(
                            "\"b\", \"Format/Datatype\": \"Row major linear FP16 format\"",
                            "\"b\", \"Format/Datatype\": \"Row major Int8 format\"")
                    .replace(
                            "\"a\", \"Format/Datatype\": \"Row major Int8 format\"",
                            "\"a\", \"Format/Datatype\": \"Row major linear FP16 format\"");
        }
        return EngineDiagnosis.of(EngineLayers.of(engine, "engine"))
                .findings()
                .get(0)
                .advice();
    }

    @Test
    void an_island_is_advised_by_its_operator() {
        Map<String, String> advice = Map.of(
                "/m/Conv", "Put Q/DQ on both inputs of Conv /m/Conv, its activation and its weights.",
                "/m/Concat", "Put one scale on all inputs and on the output of Concat /m/Concat.",
                "/m/Relu", "Remove the Q/DQ between Conv Conv_5 and Relu /m/Relu, and quantize behind the activation.",
                "/m/MaxPool", "Put Q/DQ with one scale on the input and the output of MaxPool /m/MaxPool.",
                "/m/GlobalAveragePool",
                        "Quantize the input and the output of GlobalAveragePool /m/GlobalAveragePool, or neither.",
                "/m/Softmax",
                        "Quantize the inputs and the outputs of Softmax /m/Softmax, or keep as is if INT8 costs accuracy"
                                + " there.");
        advice.forEach((node, said) -> assertThat(EngineDiagnosis.of(EngineLayers.of(island("Conv_5", node), "engine"))
                        .findings()
                        .get(0)
                        .advice())
                .isEqualTo(said));
    }

    @Test
    void an_engine_in_fp32_and_one_without_int8_are_noted() {
        String mixed = island("Conv_5", "Softmax_6").replace("Row major linear FP16 format", "Row major linear FP32");
        assertThat(EngineDiagnosis.of(EngineLayers.of(mixed, "engine")).notes())
                .containsExactly(
                        "All float layers compute in FP32: allow FP16, and in a strongly typed network convert the"
                                + " rest of the model to FP16.");
        String none = mixed.replace("Int8", "FP32");
        EngineDiagnosis diagnosis = EngineDiagnosis.of(EngineLayers.of(none, "engine"));
        assertThat(diagnosis.notes())
                .containsExactly("No layer computes in INT8: is the model quantized, and INT8 allowed?");
        assertThat(diagnosis.findings().get(0).advice())
                .isEqualTo("Nothing, if this part is left in float on purpose: no INT8 layer is connected to it.");
    }

    @Test
    void another_models_file_is_refused() throws IOException {
        NetworkBuilder network = NetworkBuilder.structure();
        OnnxModel other = OnnxModel.at(network.output(network.pool(network.images(8, 8), 2, 2), 1, 3, 4, 4)
                .write(folder.resolve("other.onnx")));
        assertThatThrownBy(() -> EngineDiagnosis.of(SampleEngines.tensorRt10(), other))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy()).isEqualTo("Give the ONNX file that the engine was built from.");
                })
                .hasMessage(
                        "Layer information trt10.json does not belong to 'other.onnx': none of its 12 layers names a node"
                                + " or makes a tensor of the model.");
    }

    @Test
    void engines_are_compared_node_by_node() throws IOException {
        EngineComparison comparison = EngineComparison.of(
                EngineDiagnosis.of(SampleEngines.tensorRt10(), model()),
                EngineDiagnosis.of(SampleEngines.tensorRt11(), model()));
        assertThat(comparison.floatHere()).hasSize(1);
        assertThat(comparison.floatHere().get(0).node()).isEqualTo("the_conv3_leaky");
        assertThat(comparison.integerHere()).isEmpty();
        assertThat(comparison.common()).isEqualTo(8);
        assertThat(comparison.there().layers(LayerRole.REFORMAT)).isEqualTo(1);
        assertThat(comparison.here().layers(LayerRole.REFORMAT)).isEqualTo(3);
    }

    @Test
    void engines_of_different_networks_are_not_compared() {
        EngineDiagnosis here = EngineDiagnosis.of(SampleEngines.tensorRt10());
        EngineDiagnosis there = EngineDiagnosis.of(EngineLayers.of(island("Conv_5", "Add_6"), "engine"));
        assertThatThrownBy(() -> EngineComparison.of(here, there))
                .hasMessage("Layer information trt10.json and engine have no ONNX node in common.");
    }

    private OnnxModel model() throws IOException {
        return OnnxModel.at(SampleEngines.network(folder.resolve("model.onnx")));
    }

    private static String line(Finding finding) {
        return finding.kind() + " " + finding.layers().get(0).name() + " "
                + finding.nodes().stream().map(OnnxNode::title).toList() + " " + finding.change() + ": "
                + finding.advice();
    }

    /** An INT8 convolution, a float layer and another INT8 convolution. */
    private static String island(String before, String node) {
        return """
                {"Layers": [
                  {"Name": "BEFORE", "LayerType": "CaskConvolution", "Weights": {"Type": "Int8", "Count": 9},
                   "Inputs": [{"Name": "x", "Format/Datatype": "Row major Int8 format"}],
                   "Outputs": [{"Name": "a", "Format/Datatype": "Row major Int8 format"}]},
                  {"Name": "NODE", "LayerType": "kgen",
                   "Inputs": [{"Name": "a", "Format/Datatype": "Row major Int8 format"}],
                   "Outputs": [{"Name": "b", "Format/Datatype": "Row major linear FP16 format"}]},
                  {"Name": "Conv_9", "LayerType": "CaskConvolution", "Weights": {"Type": "Int8", "Count": 9},
                   "Inputs": [{"Name": "b", "Format/Datatype": "Row major Int8 format"}],
                   "Outputs": [{"Name": "y", "Format/Datatype": "Row major Int8 format"}]}],
                 "Bindings": ["x", "y"]}
                """.replace("BEFORE", before).replace("NODE", node);
    }
}
