package dev.octet.calibrator.adopt;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.tensors.TensorShape;

/**
 * Two convolutions with a Concat between them, quantized as other tools write it: {@code x -> Q/DQ -> first -> [Q/DQ] ->
 * Concat with x -> [Q/DQ] -> last}.
 */
final class ForeignModels {

    private final TinyModels model = TinyModels.opset(13).input("x", 1, 2, 4, 4);

    private ForeignModels() {}

    /** Float weights behind a QuantizeLinear and a DequantizeLinear, as PyTorch exports it; scales of each channel. */
    static OnnxModel pytorch() {
        ForeignModels made = new ForeignModels();
        made.pair("x", "s_x", 0.01f, TensorType.INT8, 0);
        made.model.constant(Initializer.ofFloats("w", new float[] {0.5f, -0.26f, 1.0f, 0.04f}, 2, 2, 1, 1));
        made.model.constant(Initializer.ofFloats("s_w", new float[] {0.005f, 0.02f}, 2));
        made.model.constant(Initializer.of("z_w", TensorType.INT8, TensorShape.of(2), new byte[2]));
        made.model.node("QuantizeLinear", "w s_w z_w", "w_q", TinyModels.integer("axis", 0));
        made.model.node("DequantizeLinear", "w_q s_w z_w", "w_dq", TinyModels.integer("axis", 0));
        made.model.node("Conv", "x_dq w_dq", "first");
        made.pair("first", "s_first", 0.02f, TensorType.INT8, 0);
        return made.ended("first_dq", TensorType.INT8, 0);
    }

    /** Integer weights and int32 biases behind a DequantizeLinear, unsigned activations, one scale, as ONNX Runtime does. */
    static OnnxModel onnxRuntime() {
        ForeignModels made = new ForeignModels();
        made.pair("x", "s_x", 0.01f, TensorType.UINT8, 100);
        made.model.constant(
                Initializer.of("w", TensorType.INT8, TensorShape.of(2, 2, 1, 1), new byte[] {127, -128, 50, 2}));
        made.scalar("s_w", 0.01f);
        made.zero("z_w", TensorType.INT8, 0);
        made.model.node("DequantizeLinear", "w s_w z_w", "w_dq");
        made.model.constant(Initializer.ofInts("b", new int[] {1000, -2000}, 2));
        made.scalar("s_b", 0.01f * 0.01f);
        made.model.node("DequantizeLinear", "b s_b", "b_dq");
        made.model.node("Conv", "x_dq w_dq b_dq", "first");
        made.pair("first", "s_first", 0.02f, TensorType.UINT8, 128);
        return made.ended("first_dq", TensorType.UINT8, 128);
    }

    private OnnxModel ended(String first, TensorType type, int zero) {
        model.node("Concat", first + " x_dq", "joined", TinyModels.integer("axis", 1));
        pair("joined", "s_joined", 0.03f, type, zero);
        model.constant(Initializer.of("v", TensorType.INT8, TensorShape.of(1, 4, 1, 1), new byte[] {1, 2, 3, 4}));
        scalar("s_v", 0.1f);
        zero("z_v", TensorType.INT8, 0);
        model.node("DequantizeLinear", "v s_v z_v", "v_dq");
        model.node("Conv", "joined_dq v_dq", "middle");
        pair("middle", "s_middle", 0.05f, type, zero);
        model.constant(Initializer.ofFloats("u", new float[] {2}, 1, 1, 1, 1));
        model.node("Conv", "middle_dq u", "y");
        return model.output("y").build();
    }

    private void pair(String tensor, String scale, float value, TensorType type, int zeroPoint) {
        scalar(scale, value);
        zero("z_" + scale, type, zeroPoint);
        String constants = " " + scale + " z_" + scale;
        model.node("QuantizeLinear", tensor + constants, tensor + "_q");
        model.node("DequantizeLinear", tensor + "_q" + constants, tensor + "_dq");
    }

    private void scalar(String name, float value) {
        model.constant(Initializer.ofFloats(name, new float[] {value}));
    }

    private void zero(String name, TensorType type, int value) {
        model.constant(Initializer.of(name, type, TensorShape.of(), new byte[] {(byte) value}));
    }
}
