package dev.octet.calibrator.half;

import static dev.octet.calibrator.model.TinyModels.graph;
import static dev.octet.calibrator.model.TinyModels.integer;
import static dev.octet.calibrator.model.TinyModels.ints;
import static dev.octet.calibrator.model.TinyModels.tensor;
import static dev.octet.calibrator.model.TinyModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HalfPrecisionModelTest {

    @Test
    void constants_and_tensors_become_half_with_one_cast_at_each_end() {
        OnnxModel model = TinyDetector.model();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        Graph graph = half.model().graph();
        assertThat(half.kept()).isEmpty();
        assertThat(graph.initializers()).allSatisfy(c -> assertThat(c.type()).isEqualTo(TensorType.FLOAT16));
        assertThat(casts(graph)).containsExactly("images > images_fp16", "scores_fp16 > scores");
        assertThat(graph.inputs().get(0).type()).isEqualTo(TensorType.FLOAT);
        assertThat(graph.outputs().get(0).type()).isEqualTo(TensorType.FLOAT);
        assertThat(graph.nodes()).hasSize(model.graph().nodes().size() + 2);
        assertNear(model, half.model(), 1, 2e-3);
        assertStable(half);
    }

    @Test
    void inputs_and_outputs_become_half_where_that_is_asked_for() {
        HalfOptions options = HalfOptions.defaults().withHalfInputs().withHalfOutputs();
        HalfPrecisionModel half = HalfPrecisionModel.of(TinyDetector.model(), options);
        Graph graph = half.model().graph();
        assertThat(casts(graph)).isEmpty();
        assertThat(graph.inputs().get(0).type()).isEqualTo(TensorType.FLOAT16);
        assertThat(graph.outputs().get(0).type()).isEqualTo(TensorType.FLOAT16);
        assertThat(HalfPrecisionModel.of(half.model(), options).model().toBytes())
                .isEqualTo(half.model().toBytes());
    }

    @Test
    void scales_of_pairs_become_half_and_the_operator_set_is_raised() {
        OnnxModel model = pairs(0.02f, 0.01f);
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        Graph graph = half.model().graph();
        assertThat(half.model().opset()).isEqualTo(19);
        assertThat(half.kept()).isEmpty();
        assertThat(graph.initializer("s").orElseThrow().type()).isEqualTo(TensorType.FLOAT16);
        assertThat(graph.initializer("w").orElseThrow().type()).isEqualTo(TensorType.INT8);
        assertThat(graph.type("x_dq")).contains(TensorType.FLOAT16);
        assertThat(graph.type("w_dq")).contains(TensorType.FLOAT16);
        assertNear(model, half.model(), 2, 0.02);
        assertStable(half);
    }

    @Test
    void a_pair_whose_scale_would_be_zero_stays_in_float32_and_is_named() {
        HalfPrecisionModel half = HalfPrecisionModel.of(pairs(2e-8f, 0.01f));
        assertThat(half.kept())
                .containsExactly(
                        new KeptNode(
                                "the_quantizelinear",
                                "QuantizeLinear",
                                "reads 's', which has the scale 2.0E-8, which would be zero"),
                        new KeptNode(
                                "the_dequantizelinear",
                                "DequantizeLinear",
                                "reads 's', which has the scale 2.0E-8, which would be 0.0"));
        assertNear(pairs(2e-8f, 0.01f), half.model(), 2, 0.02);
        assertStable(half);
    }

    @Test
    void a_dead_channel_beside_others_does_not_keep_weights_in_float32() {
        assertThat(HalfConstants.loss(
                        Initializer.ofFloats("s", new float[] {0.01f, 1e-12f}, 2), HalfConstants.Use.DEQUANTIZE_SCALE))
                .isEmpty();
    }

    @Test
    void a_constant_that_half_precision_cannot_hold_keeps_its_node_in_float32() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 4)
                .constant(Initializer.ofFloats("big", new float[] {1e6f}))
                .constant(Initializer.ofFloats("eps", new float[] {1e-12f}))
                .constant(Initializer.ofFloats("divisors", new float[] {1, 2, 1e-9f, 4}, 4))
                .node("Mul", "x big", "a")
                .node("Relu", "x", "b")
                .node("Add", "b eps", "c")
                .node("Div", "x divisors", "d")
                .output("a")
                .output("c")
                .output("d")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        assertThat(half.kept())
                .containsExactly(
                        new KeptNode("the_mul", "Mul", "reads 'big', which reaches 1000000.0, beyond 65504"),
                        new KeptNode(
                                "the_add",
                                "Add",
                                "reads 'eps', which reaches only 1.0E-12, where half precision has less than 11 bits"),
                        new KeptNode(
                                "the_div", "Div", "reads 'divisors', which has the value 1.0E-9, which would be zero"));
        assertThat(casts(half.model().graph())).containsExactly("x > x_fp16", "b > b_fp32");
        assertNear(model, half.model(), 1, 1e-3);
        assertStable(half);
    }

    @Test
    void bounds_of_a_clip_beyond_half_precision_are_no_bounds() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 4)
                .constant(Initializer.ofFloats("low", new float[] {0.5f}))
                .constant(Initializer.ofFloats("high", new float[] {Float.MAX_VALUE}))
                .node("Clip", "x low high", "y")
                .output("y")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        assertThat(half.kept()).isEmpty();
        assertNear(model, half.model(), 4, 2e-3);
        assertStable(half);
    }

    @Test
    void a_resize_has_its_image_in_half_and_its_scales_in_float32() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 1, 2, 2)
                .constant(Initializer.ofFloats("scales", new float[] {1, 1, 2, 2}, 4))
                .node("Relu", "x", "a")
                .node("Resize", "a - scales", "y", text("mode", "nearest"))
                .node("Mul", "y y", "z")
                .output("z")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        assertThat(half.kept()).isEmpty();
        assertThat(half.model().graph().initializer("scales").orElseThrow().type())
                .isEqualTo(TensorType.FLOAT);
        assertThat(casts(half.model().graph())).containsExactly("x > x_fp16", "z_fp16 > z");
        assertNear(model, half.model(), 1, 2e-3);
        assertStable(half);
    }

    @Test
    void the_selection_of_boxes_stays_in_float32_behind_the_last_layer_with_weights() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 3, 4)
                .constant(Initializer.ofFloats("w", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2))
                .constant(Initializer.ofFloats("offset", new float[] {7680}))
                .longs("k", 2)
                .node("MatMul", "x w", "scores")
                .node("Add", "scores offset", "shifted")
                .node("TopK", "shifted k", "best places", integer("axis", 1))
                .node("Sub", "best offset", "y")
                .output("y")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        assertThat(half.kept())
                .containsExactly(
                        new KeptNode(
                                "the_add", "Add", "belongs to the selection of boxes, whose coordinates need float32"),
                        new KeptNode("the_topk", "TopK", "takes float32"),
                        new KeptNode(
                                "the_sub", "Sub", "belongs to the selection of boxes, whose coordinates need float32"));
        assertThat(casts(half.model().graph())).containsExactly("x > x_fp16", "scores > scores_fp32");
        assertNear(model, half.model(), 1, 0.02);
        assertStable(half);
    }

    @Test
    void casts_say_half_and_sizes_stay_exact() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 3000)
                .longs("one", 1)
                .constant(Initializer.ofFloats("factor", new float[] {1}))
                .node("Shape", "x", "sizes")
                .node("Gather", "sizes one", "width", integer("axis", 0))
                .node("Cast", "width", "wide", integer("to", 1))
                .node("Mul", "wide factor", "scaled")
                .node("Cast", "scaled", "back", integer("to", 7))
                .node("Cast", "back", "number", integer("to", 1))
                .node("Div", "x scaled", "y")
                .node("Cast", "y", "whole", integer("to", 6))
                .node("Cast", "whole", "z", integer("to", 1))
                .output("z")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        Graph graph = half.model().graph();
        assertThat(half.kept().stream().map(KeptNode::name))
                .containsExactly("the_cast", "the_mul", "the_cast_4", "the_cast_5");
        assertThat(half.kept())
                .allSatisfy(kept -> assertThat(kept.reason()).isEqualTo("computes with sizes, which have to be exact"));
        assertThat(casts(graph)).contains("scaled > scaled_fp16", "z_fp16 > z", "whole > z_fp16");
        assertNear(model, half.model(), 1, 1e-3);
        assertStable(half);
    }

    @Test
    void fills_and_random_numbers_are_made_in_half() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 2, 2)
                .longs("shape", 2, 2)
                .node(
                        "ConstantOfShape",
                        "shape",
                        "ones",
                        tensor("value", Initializer.ofFloats("v", new float[] {1}, 1)))
                .node("ConstantOfShape", "shape", "zeros")
                .node(
                        "ConstantOfShape",
                        "shape",
                        "large",
                        tensor("value", Initializer.ofFloats("v", new float[] {1e9f}, 1)))
                .node("RandomUniformLike", "x", "noise", integer("dtype", 1))
                .node("RandomNormal", "", "more", ints("shape", 2, 2))
                .node("Sum", "x ones zeros large noise more", "y")
                .node("Sub", "y y", "z")
                .output("z")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        Map<String, Node> makers = makers(half.model().graph());
        assertThat(half.kept())
                .containsExactly(new KeptNode(
                        "the_constantofshape_2", "ConstantOfShape", "makes a tensor that reaches 1.0E9, beyond 65504"));
        assertThat(value(makers.get("ones"))).isEqualTo(TensorType.FLOAT16);
        assertThat(value(makers.get("zeros"))).isEqualTo(TensorType.FLOAT16);
        assertThat(value(makers.get("large"))).isEqualTo(TensorType.FLOAT);
        assertThat(makers.get("noise").attributes().integer("dtype", 1)).isEqualTo(TensorType.FLOAT16.code());
        assertThat(makers.get("more").attributes().integer("dtype", 1)).isEqualTo(TensorType.FLOAT16.code());
        assertStable(half);
    }

    @Test
    void what_the_file_says_of_tensors_is_corrected() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 4)
                .stated("a", TensorType.FLOAT, 1, 4)
                .node("Relu", "x", "a")
                .node("Sigmoid", "a", "y")
                .output("y")
                .build();
        Graph graph = HalfPrecisionModel.of(model).model().graph();
        assertThat(graph.type("a")).contains(TensorType.FLOAT16);
        assertThat(graph.shape("a")).contains(TensorShape.of(1, 4));
    }

    @Test
    void constant_nodes_become_half_constants_and_shared_ones_stay_for_who_needs_them() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 2)
                .node("Constant", "", "two", tensor("value", Initializer.ofFloats("v", new float[] {2, 3}, 2)))
                .constant(Initializer.ofFloats("shared", new float[] {1, 5}, 2))
                .longs("k", 1)
                .node("Mul", "x two", "a")
                .node("Add", "a shared", "y")
                .node("TopK", "shared k", "best places")
                .output("y")
                .output("best")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        Graph graph = half.model().graph();
        assertThat(graph.nodes()).noneMatch(node -> node.opType().equals("Constant"));
        assertThat(graph.initializer("shared").orElseThrow().type()).isEqualTo(TensorType.FLOAT);
        assertThat(graph.initializer("shared_fp16").orElseThrow().type()).isEqualTo(TensorType.FLOAT16);
        assertNear(model, half.model(), 1, 1e-2);
        assertStable(half);
    }

    @Test
    void graphs_inside_of_nodes_and_other_operator_sets_stay_in_float32() {
        GraphProto branch = GraphProto.newBuilder()
                .setName("branch")
                .addNode(NodeProto.newBuilder().setOpType("Neg").addInput("a").addOutput("inside"))
                .addOutput(TinyModels.value("inside", TensorType.FLOAT, 4))
                .build();
        OnnxModel model = TinyModels.opset(13)
                .input("x", 4)
                .constant(Initializer.of("yes", TensorType.BOOL, TensorShape.of(), new byte[] {1}))
                .node("Relu", "x", "a")
                .node("If", "yes", "b", graph("then_branch", branch), graph("else_branch", branch))
                .node("Sigmoid", "a", "y")
                .output("b")
                .output("y")
                .build();
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        assertThat(casts(half.model().graph())).containsExactly("x > x_fp16", "a_fp16 > a", "y_fp16 > y");
        assertNear(model, half.model(), 1, 1e-3);
        assertStable(half);
    }

    @Test
    void named_nodes_stay_in_float32_and_must_exist() {
        HalfOptions options = HalfOptions.defaults().withFloatNodes(Set.of("the_leakyrelu"));
        HalfPrecisionModel half = HalfPrecisionModel.of(TinyDetector.model(), options);
        assertThat(half.kept()).containsExactly(new KeptNode("the_leakyrelu", "LeakyRelu", "is to stay in float32"));
        assertThat(casts(half.model().graph())).contains("neck > neck_fp32", "neck_leaky > neck_leaky_fp16");
        assertThatThrownBy(() -> HalfPrecisionModel.of(
                        TinyDetector.model(), HalfOptions.defaults().withFloatNodes(Set.of("nobody"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("floatNodes has 'nobody', which is no node of the model");
    }

    private static OnnxModel pairs(float inputScale, float weightScale) {
        return TinyModels.opset(13)
                .input("x", 1, 2, 3, 3)
                .constant(Initializer.ofFloats("s", new float[] {inputScale}))
                .constant(Initializer.of("z", TensorType.INT8, TensorShape.of(), new byte[1]))
                .constant(Initializer.of("w", TensorType.INT8, TensorShape.of(1, 2, 1, 1), new byte[] {100, -50}))
                .constant(Initializer.ofFloats("ws", new float[] {weightScale}))
                .constant(Initializer.ofFloats("b", new float[] {0.25f}, 1))
                .node("QuantizeLinear", "x s z", "x_q")
                .node("DequantizeLinear", "x_q s z", "x_dq")
                .node("DequantizeLinear", "w ws z", "w_dq")
                .node("Conv", "x_dq w_dq b", "y")
                .output("y")
                .build();
    }

    /** Rewritten again it is the same, to the byte, and the same nodes are named. */
    private static void assertStable(HalfPrecisionModel half) {
        HalfPrecisionModel again = HalfPrecisionModel.of(half.model());
        assertThat(again.kept()).containsExactlyInAnyOrderElementsOf(half.kept());
        assertThat(again.model().toBytes()).isEqualTo(half.model().toBytes());
    }

    private static void assertNear(OnnxModel expected, OnnxModel actual, float largestInput, double error) {
        Map<String, float[]> single = HalfRuns.run(expected, largestInput);
        Map<String, float[]> half = HalfRuns.run(actual, largestInput);
        assertThat(half).containsOnlyKeys(single.keySet());
        single.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                assertThat(half.get(name)[i]).as("%s %d", name, i).isCloseTo(values[i], within((float)
                        (error * Math.max(1, Math.abs(values[i])))));
            }
        });
    }

    private static List<String> casts(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.opType().equals("Cast"))
                .map(node -> node.inputs().get(0) + " > " + node.outputs().get(0))
                .toList();
    }

    private static Map<String, Node> makers(Graph graph) {
        return graph.nodes().stream()
                .collect(Collectors.toMap(node -> node.outputs().get(0), node -> node));
    }

    private static TensorType value(Node fill) {
        return fill.attributes().tensor("value").orElseThrow().type();
    }
}
