package dev.octet.calibrator.model;

import static dev.octet.calibrator.model.TinyModels.integer;
import static dev.octet.calibrator.model.TinyModels.ints;
import static dev.octet.calibrator.model.TinyModels.opset;
import static dev.octet.calibrator.model.TinyModels.tensor;
import static dev.octet.calibrator.model.TinyModels.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorShapesTest {

    /** Models from x [2,4,7,9] to y, whose shape ONNX Runtime tells. */
    static Stream<Arguments> runnable() {
        return Stream.of(
                of(x().constant(weights(6, 4, 3, 3)), "Conv", "x w", ints("strides", 2, 2), ints("pads", 1, 0, 1, 2)),
                of(x().constant(weights(6, 4, 3, 3)), "Conv", "x w", ints("dilations", 2, 3)),
                of(
                        x().constant(weights(6, 4, 3, 3)),
                        "Conv",
                        "x w",
                        text("auto_pad", "SAME_UPPER"),
                        ints("strides", 2, 2)),
                of(
                        x().constant(weights(4, 3, 3, 3)),
                        "ConvTranspose",
                        "x w",
                        ints("strides", 2, 3),
                        ints("output_padding", 1, 1)),
                of(x(), "MaxPool", "x", ints("kernel_shape", 3, 2), ints("strides", 2, 2)),
                of(x(), "MaxPool", "x", ints("kernel_shape", 2, 2), ints("strides", 2, 2), integer("ceil_mode", 1)),
                of(x(), "AveragePool", "x", ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1)),
                of(x(), "GlobalAveragePool", "x"),
                of(x(), "Flatten", "x", integer("axis", 2)),
                of(x(), "Transpose", "x", ints("perm", 0, 2, 3, 1)),
                of(x().constant(weights(4, 1, 1)), "Mul", "x w"),
                of(x(), "Concat", "x x", integer("axis", -1)),
                of(x().longs("s", 0, -1, 3), "Reshape", "x s"),
                of(x().longs("r", 1, 2, 1, 3), "Tile", "x r"),
                of(x().longs("p", 0, 0, 1, 2, 0, 0, 3, -1), "Pad", "x p"),
                of(x().longs("e", 2, 1, 1, 1, 1), "Expand", "x e"),
                of(x().longs("a", 2, 3), "ReduceSum", "x a", integer("keepdims", 0)),
                of(x(), "ReduceMax", "x"),
                of(x().longs("s", 6, -1).longs("e", 0, 100).longs("a", 2, 3).longs("t", -2, 1), "Slice", "x s e a t"),
                of(x().longs("i", 0, 2, 1), "Gather", "x i", integer("axis", 1)),
                of(x().longs("k", 3), "TopK", "x k"),
                of(x().constant(Initializer.ofFloats("f", new float[] {1, 1, 1.5f, 2}, 4)), "Resize", "x - f"),
                of(x().longs("z", 2, 4, 14, 5), "Resize", "x - - z"),
                of(x().longs("a", 0, 5), "Unsqueeze", "x a"));
    }

    private static Arguments of(TinyModels model, String operator, String inputs, AttributeProto... attributes) {
        String outputs = operator.equals("TopK") ? "y i" : "y";
        return Arguments.of(
                operator, model.node(operator, inputs, outputs, attributes).output("y"));
    }

    private static TinyModels x() {
        return opset(13).input("x", 2, 4, 7, 9);
    }

    private static Initializer weights(long... shape) {
        int count = (int) TensorShape.of(shape).elementCount();
        return Initializer.ofFloats("w", new float[count], shape);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runnable")
    void a_shape_equals_that_of_a_run(String operator, TinyModels tiny) {
        OnnxModel model = tiny.build();

        assertThat(model.graph().shape("y").map(TensorShape::dimensions))
                .contains(Runs.run(model.toBytes(), 1).get("y").shape());
    }

    @Test
    void a_reshape_follows_a_shape_through_gather_and_concat() {
        OnnxModel model = x().node("Shape", "x", "s")
                .node("Constant", "", "zero", tensor("value", Initializer.ofLongs("", new long[] {0})))
                .node("Gather", "s zero", "batch")
                .longs("first", 0)
                .node("Unsqueeze", "batch first", "batch1")
                .longs("rest", -1)
                .node("Concat", "batch1 rest", "target", integer("axis", 0))
                .node("Reshape", "x target", "y")
                .output("y")
                .build();

        assertThat(model.graph().shape("y")).contains(TensorShape.of(2, 252));
    }

    @Test
    void an_expand_follows_a_choice_between_shapes() {
        OnnxModel model = x().longs("rank", 4)
                .longs("minus", -1)
                .longs("asked", -1, 4, -1, 9)
                .node("ConstantOfShape", "rank", "ones", tensor("value", Initializer.ofLongs("", new long[] {1}, 1)))
                .node("Equal", "asked minus", "open")
                .node("Where", "open ones asked", "target")
                .node("Expand", "x target", "y")
                .output("y")
                .build();

        assertThat(model.graph().shape("y"))
                .contains(TensorShape.of(Runs.run(model.toBytes(), 1).get("y").shape().stream()
                        .mapToLong(Long::longValue)
                        .toArray()));
    }

    @Test
    void detections_have_three_columns_and_an_open_count() {
        OnnxModel model = x().node("NonMaxSuppression", "x x", "y")
                .output("y", TensorType.INT64)
                .build();

        assertThat(model.graph().shape("y")).contains(TensorShape.of(-1, 3));
        assertThat(model.graph().type("y")).contains(TensorType.INT64);
    }

    @Test
    void what_the_file_says_is_used_where_nothing_else_is_known() {
        OnnxModel model = x().node("NoSuchOperator", "x", "m")
                .stated("m", TensorType.FLOAT, 5, -1)
                .node("Relu", "m", "y")
                .output("y")
                .build();

        assertThat(model.graph().shape("y")).contains(TensorShape.of(5, -1));
    }

    @Test
    void an_operator_of_another_domain_is_not_its_namesake() {
        var proto = x().node("Relu", "x", "y").output("y").proto().toBuilder();
        proto.getGraphBuilder().getNodeBuilder(0).setDomain("my.own");

        assertThat(OnnxModel.parse(proto.build().toByteArray(), "m").graph().shape("y"))
                .isEmpty();
    }

    /** Numbers that no runtime accepts. */
    static Stream<Arguments> hostile() {
        long most = Long.MAX_VALUE;
        long least = Long.MIN_VALUE;
        return Stream.of(
                of(x().constant(weights(6, 4, 3, 3)), "Conv", "x w", ints("dilations", most, most)),
                of(x().constant(weights(6, 4, 3, 3)), "Conv", "x w", ints("pads", most, most, most, most)),
                of(x().constant(weights(6, 4, 3, 3)), "Conv", "x w", ints("pads", 1)),
                of(x().constant(weights(6)), "Conv", "x w"),
                of(x().constant(weights(4, 3, 3, 3)), "ConvTranspose", "x w", ints("strides", most, least)),
                of(x(), "MaxPool", "x", ints("kernel_shape", least, 0, 4, 4, 4)),
                of(x(), "MaxPool", "x", ints("kernel_shape", 1, 1), ints("strides", 0, 0)),
                of(x(), "Flatten", "x", integer("axis", most)),
                of(x(), "Transpose", "x", ints("perm", least, 2, 3, 1)),
                of(x(), "Concat", "x x", integer("axis", least)),
                of(x().longs("s", 0, 0, 0, 0, 0), "Reshape", "x s"),
                of(x().longs("s", most, most), "Reshape", "x s"),
                of(x().longs("p", least, most), "Pad", "x p"),
                of(x().longs("s", least).longs("e", most).longs("a", 2).longs("t", least), "Slice", "x s e a t"),
                of(x().longs("i", most), "Gather", "x i", integer("axis", 9)),
                of(x().longs("k"), "TopK", "x k"),
                of(x().longs("r", least, most), "Range", "r r r"),
                of(x(), "Cast", "x", integer("to", most)),
                of(x(), "Gemm", "x"),
                of(x(), "Split", "x", ints("split", least)),
                of(x().longs("a", most), "Unsqueeze", "x a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void impossible_numbers_leave_a_shape_unknown_and_nothing_fails(String operator, TinyModels tiny) {
        OnnxModel model = tiny.build();

        assertThat(List.of(
                        model.graph().nodes().size(),
                        ModelCost.of(model.graph()).operators().size()))
                .containsExactly(1, 1);
        assertThat(ActivationBudget.of(model.graph()).totalBytes()).isNotNegative();
    }
}
