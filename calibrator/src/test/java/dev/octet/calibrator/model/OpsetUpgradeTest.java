package dev.octet.calibrator.model;

import static dev.octet.calibrator.model.TinyModels.integer;
import static dev.octet.calibrator.model.TinyModels.ints;
import static dev.octet.calibrator.model.TinyModels.number;
import static dev.octet.calibrator.model.TinyModels.opset;
import static dev.octet.calibrator.model.TinyModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpsetUpgradeTest {

    static Stream<Arguments> models() {
        return Stream.of(
                to(10, "Slice", one(9, ints("starts", 1, -2), ints("ends", 3, 100), ints("axes", 1, 3))),
                to(10, "Slice", one(9, ints("starts", 0, 1), ints("ends", 1, 2))),
                to(11, "Upsample", scaled(9, "Upsample", "nearest", 1, 1, 2, 3)),
                to(11, "Upsample", scaled(9, "Upsample", "linear", 1, 1, 2, 2)),
                to(11, "Resize", scaled(10, "Resize", "nearest", 1, 1, 2, 0.5f)),
                to(11, "Resize", scaled(10, "Resize", "linear", 1, 1, 2, 2)),
                to(
                        11,
                        "TopK",
                        input(9).node("TopK", "x", "y i", integer("k", 2)).output("y")),
                to(11, "Clip", one(10, number("min", -0.5f), number("max", 0.25f))),
                to(11, "Clip", one(10, number("max", 0.25f))),
                to(11, "Clip", one(10, number("min", 0.25f))),
                to(11, "Pad", one(10, ints("pads", 0, 0, 1, 2, 0, 1, 0, 1), number("value", 2.5f))),
                to(11, "Pad", one(10, ints("pads", 0, 0, 1, 2, 0, 1, 0, 1), text("mode", "reflect"))),
                to(12, "Dropout", one(11, number("ratio", 0.7f))),
                to(12, "Dropout", one(10, number("ratio", 0.7f))),
                to(13, "Squeeze", one(11, ints("axes", 0))),
                to(13, "Unsqueeze", one(11, ints("axes", 0, -1))),
                to(13, "ReduceSum", one(12, ints("axes", 1, 2), integer("keepdims", 0))),
                to(13, "ReduceSum", one(12)),
                to(
                        13,
                        "Split",
                        input(11)
                                .node("Split", "x", "a y", integer("axis", 1), ints("split", 1, 2))
                                .output("y")),
                to(13, "Softmax", one(12)),
                to(13, "Softmax", one(12, integer("axis", 2))),
                to(13, "Softmax", one(12, integer("axis", -1))),
                to(13, "Softmax", one(11, integer("axis", -2))),
                to(13, "LogSoftmax", one(11, integer("axis", 3))),
                to(13, "Hardmax", one(12, integer("axis", 0))),
                to(18, "ReduceMean", one(13, ints("axes", 2, 3))),
                to(21, "Relu", one(9)));
    }

    private static Arguments to(int opset, String operator, TinyModels model) {
        return Arguments.of(opset, operator, model);
    }

    private static TinyModels input(int opset) {
        return opset(opset).input("x", 1, 3, 4, 5);
    }

    private static One one(int opset, AttributeProto... attributes) {
        return new One(opset, attributes);
    }

    private record One(int opset, AttributeProto... attributes) {}

    private static Arguments to(int opset, String operator, One one) {
        return to(
                opset,
                operator,
                input(one.opset).node(operator, "x", "y", one.attributes).output("y"));
    }

    private static TinyModels scaled(int opset, String operator, String mode, float... scales) {
        return input(opset)
                .constant(Initializer.ofFloats("scales", scales, 4))
                .node(operator, "x scales", "y", text("mode", mode))
                .output("y");
    }

    @ParameterizedTest(name = "{1} to {0}")
    @MethodSource("models")
    void an_upgraded_model_computes_the_same(int opset, String operator, TinyModels tiny) {
        OnnxModel model = tiny.build();

        OnnxModel upgraded = model.upgradedTo(opset);

        assertThat(upgraded.opset()).isEqualTo(opset);
        assertThat(Runs.run(upgraded.toBytes(), 1)).isEqualTo(Runs.run(model.toBytes(), 1));
        assertThat(OnnxModel.parse(upgraded.toBytes(), "again").toBytes()).isEqualTo(upgraded.toBytes());
    }

    @Test
    @Tag("shared")
    void yolox_nano_computes_the_same_in_operator_set_13() {
        OnnxModel model = Runs.shared("yolox_nano.onnx");

        OnnxModel upgraded = model.upgradedTo(13);

        assertThat(model.opset()).isEqualTo(11);
        Map<String, Runs.Output> outputs = Runs.run(upgraded.toBytes(), 7);
        assertThat(outputs).isEqualTo(Runs.run(model.toBytes(), 7));
    }

    @Test
    void a_model_that_is_there_already_stays_itself() {
        OnnxModel model = input(13).node("Relu", "x", "y").output("y").build();

        assertThat(model.upgradedTo(13)).isSameAs(model);
        assertThat(model.upgradedTo(9)).isSameAs(model);
    }

    @Test
    void new_constants_do_not_take_names_that_there_are() {
        OnnxModel model = input(12)
                .constant(Initializer.ofFloats("the_squeeze_axes", new float[] {2}))
                .node("Mul", "x the_squeeze_axes", "m")
                .node("Squeeze", "m", "y", ints("axes", 0))
                .output("y")
                .build();

        assertThat(Runs.run(model.upgradedTo(13).toBytes(), 1)).isEqualTo(Runs.run(model.toBytes(), 1));
    }

    @Test
    void too_old_and_too_new_operator_sets_are_refused() {
        refused(
                input(8).node("Relu", "x", "y").output("y").build(),
                13,
                "Model tiny.onnx has operator set 8 and cannot be raised to 13: octet raises 9 and later to at most 21.");
        refused(
                input(13).node("Relu", "x", "y").output("y").build(),
                22,
                "Model tiny.onnx has operator set 13 and cannot be raised to 22: octet raises 9 and later to at most 21.");
    }

    @Test
    void operators_that_changed_their_meaning_are_refused_by_name() {
        refused(
                input(13).node("GridSample", "x x", "y").output("y").build(),
                21,
                "Node the_gridsample (GridSample) means something else in operator set 20 and octet knows no equal for it.");
        refused(
                input(9).node("Dropout", "x", "y mask").output("y").build(),
                10,
                "Node the_dropout (Dropout) means something else in operator set 10 and octet knows no equal for it.");
    }

    @Test
    void an_operator_inside_a_branch_is_refused() {
        GraphProto branch = GraphProto.newBuilder()
                .setName("branch")
                .addNode(NodeProto.newBuilder()
                        .setOpType("Squeeze")
                        .addInput("x")
                        .addOutput("inner")
                        .addAttribute(ints("axes", 0)))
                .addOutput(TinyModels.value("inner", TensorType.FLOAT, 3, 4, 5))
                .build();
        OnnxModel model = input(12)
                .constant(Initializer.of(
                        "c", TensorType.BOOL, dev.octet.calibrator.tensors.TensorShape.of(), new byte[] {1}))
                .node("If", "c", "y", TinyModels.graph("then_branch", branch), TinyModels.graph("else_branch", branch))
                .output("y")
                .build();

        refused(
                model,
                13,
                "Node the_if/Squeeze_0 (Squeeze) means something else in operator set 13"
                        + " and it lies inside node the_if.");
    }

    private static void refused(OnnxModel model, int opset, String message) {
        assertThatThrownBy(() -> model.upgradedTo(opset))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                .hasMessage(message);
    }
}
