package dev.octet.calibrator.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.adopt.PairFinding.Kind;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.tensors.TensorShape;
import org.junit.jupiter.api.Test;

class PairCheckTest {

    @Test
    void symmetric_pairs_are_fit_for_tensorrt_and_a_broken_tie_is_found() {
        PairCheck check = PairCheck.of(ForeignModels.pytorch());
        assertThat(check.activations()).isEqualTo(4);
        assertThat(check.layers()).isEqualTo(2);
        assertThat(check.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.TIE_BROKEN);
            assertThat(finding.text())
                    .isEqualTo("3 tensors that copy values: int8 with scale 0.01 and zero point 0, int8 with scale 0.02"
                            + " and zero point 0, int8 with scale 0.03 and zero point 0");
        });
        check.requireTensorRt("model.onnx");
    }

    @Test
    void unsigned_activations_are_refused_for_tensorrt_by_name_with_the_way_out() {
        PairCheck check = PairCheck.of(ForeignModels.onnxRuntime());
        assertThat(check.refusedByTensorRt()).hasSize(4);
        assertThatThrownBy(() -> check.requireTensorRt("model.onnx"))
                .hasMessage(
                        "TensorRT takes Q/DQ of int8 with zero point 0 and one scale for each activation; model.onnx"
                                + " has 4 others: first is uint8 with scale 0.02 and zero point 128; joined is uint8 with scale"
                                + " 0.03 and zero point 128; middle is uint8 with scale 0.05 and zero point 128; and so on.")
                .satisfies(failure -> {
                    assertThat(((ToolkitException) failure).kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(((ToolkitException) failure).remedy())
                            .isEqualTo("Bring it into that form, with its scales and weights kept: octet quantize MODEL"
                                    + " --target tensorrt -o OUT.onnx");
                });
    }

    @Test
    void a_tensor_with_two_scales_wide_integers_and_weights_off_centre_are_found() {
        TinyModels model = TinyModels.opset(21).input("x", 1, 1, 2, 2);
        model.constant(Initializer.ofFloats("s", new float[] {0.1f}));
        model.constant(Initializer.ofFloats("t", new float[] {0.2f}));
        model.constant(Initializer.of("z", TensorType.INT8, TensorShape.of(), new byte[1]));
        model.constant(Initializer.of("wide", TensorType.INT16, TensorShape.of(), new byte[2]));
        model.constant(Initializer.of("five", TensorType.INT8, TensorShape.of(), new byte[] {5}));
        model.constant(Initializer.of("w", TensorType.INT8, TensorShape.of(1, 1, 1, 1), new byte[] {7}));
        model.node("QuantizeLinear", "x s z", "a_q").node("DequantizeLinear", "a_q s z", "a");
        model.node("QuantizeLinear", "x t wide", "b_q").node("DequantizeLinear", "b_q t wide", "b");
        model.node("DequantizeLinear", "w s five", "w_dq");
        model.node("Add", "a b", "sum").node("Conv", "sum w_dq", "y");
        PairCheck check = PairCheck.of(model.output("y").build());
        assertThat(check.findings())
                .extracting(PairFinding::kind)
                .containsExactlyInAnyOrder(Kind.SEVERAL_SCALES, Kind.NOT_EIGHT_BITS, Kind.WEIGHTS_NOT_SYMMETRIC);
    }

    @Test
    void a_scale_of_zero_is_refused() {
        OnnxModel model = pair("QuantizeLinear", new float[] {0}).build();
        assertThatThrownBy(() -> PairCheck.of(model))
                .hasMessage("Node the_quantizelinear of " + model.name()
                        + " has the scale 0.0, expected a positive number.");
    }

    @Test
    void arithmetic_on_integers_is_refused() {
        TinyModels model = pair("QuantizeLinear", new float[] {1});
        model.node("Relu", "x_q", "r").output("r", TensorType.INT8);
        OnnxModel built = model.build();
        assertThatThrownBy(() -> PairCheck.of(built))
                .hasMessage("Node the_relu (Relu) of " + built.name()
                        + " computes on integers, which Octet cannot take over.");
    }

    @Test
    void integers_from_elsewhere_are_refused() {
        TinyModels model = TinyModels.opset(13).input("q", TensorType.INT8, 1, 1, 2, 2);
        model.constant(Initializer.ofFloats("s", new float[] {1}));
        OnnxModel built = model.node("DequantizeLinear", "q s", "y").output("y").build();
        assertThatThrownBy(() -> PairCheck.of(built))
                .hasMessage("Node the_dequantizelinear (DequantizeLinear) of " + built.name()
                        + " reads integers that no QuantizeLinear made and that are no constant, which Octet cannot take"
                        + " over.");
    }

    @Test
    void an_output_behind_a_pair_keeps_its_name() {
        TinyModels model = TinyModels.opset(13).input("x", 1, 1, 2, 2);
        model.constant(Initializer.ofFloats("s", new float[] {1}));
        model.constant(Initializer.of("z", TensorType.INT8, TensorShape.of(), new byte[1]));
        model.node("Relu", "x", "r").node("QuantizeLinear", "r s z", "r_q").node("DequantizeLinear", "r_q s z", "y");
        OnnxModel stripped = PairRemoval.of(model.output("y").build()).model();
        assertThat(stripped.graph().nodes()).singleElement().satisfies(node -> {
            assertThat(node.opType()).isEqualTo("Relu");
            assertThat(node.outputs()).containsExactly("y");
        });
    }

    private static TinyModels pair(String operator, float[] scale) {
        TinyModels model = TinyModels.opset(13).input("x", 1, 1, 2, 2);
        model.constant(Initializer.ofFloats("s", scale));
        model.constant(Initializer.of("z", TensorType.INT8, TensorShape.of(), new byte[1]));
        return model.node(operator, "x s z", "x_q");
    }
}
