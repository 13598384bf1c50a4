package dev.octet.calibrator.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSessionTest {

    private static final int CHANNELS = 16;
    private static final int SIZE = 8;

    @Test
    void large_sums_are_exact_on_every_processor() {
        assertThat(run(convolution(127, false))).containsOnly(CHANNELS * 127f);
        assertThat(run(convolution(127, false, TensorType.INT8))).containsOnly(CHANNELS * 127f);
    }

    @Test
    void sums_stay_exact_where_onnx_runtime_is_told_to_make_them_so_and_zero_points_are_missing_or_shared() {
        for (OnnxModel model : new OnnxModel[] {convolution(127, false), convolution(127, true)}) {
            OnnxModel own = OwnZeroPoints.in(model);
            assertThat(own.graph().nodes().stream()
                            .filter(node -> node.opType().equals("DequantizeLinear"))
                            .filter(node -> node.inputs().get(0).startsWith("w"))
                            .map(node -> node.inputOrEmpty(2))
                            .distinct())
                    .hasSize(2)
                    .doesNotContain("", "zero");
            try (InferenceSession session = InferenceSession.load(
                    own.toBytes(), SessionOptions.defaults().withExactSums(true))) {
                assertThat(run(session)).containsOnly(CHANNELS * 127f);
            }
        }
    }

    @Test
    void only_integer_layers_with_weights_beyond_seven_bits_can_saturate() {
        assertThat(IntegerSums.canSaturate(convolution(65, false).graph())).isTrue();
        assertThat(IntegerSums.canSaturate(
                        convolution(65, false, TensorType.INT8).graph()))
                .isTrue();
        assertThat(IntegerSums.canSaturate(convolution(64, false).graph())).isFalse();
        byte[] ones = new byte[CHANNELS * CHANNELS];
        Arrays.fill(ones, (byte) 127);
        OnnxModel floatBehind = TinyModels.opset(13)
                .input("x", 1, CHANNELS, SIZE, SIZE)
                .constant(Initializer.ofFloats("s", new float[] {1}))
                .constant(Initializer.of("z", TensorType.INT8, TensorShape.of(), new byte[1]))
                .constant(weights("w", ones))
                .node("QuantizeLinear", "x s z", "xq")
                .node("DequantizeLinear", "xq s z", "xd")
                .node("DequantizeLinear", "w s", "wd")
                .node("Conv", "xd wd", "sums")
                .node("LeakyRelu", "sums", "leaky")
                .node("QuantizeLinear", "leaky s z", "yq")
                .node("DequantizeLinear", "yq s z", "out")
                .output("out")
                .build();
        assertThat(IntegerSums.canSaturate(floatBehind.graph())).isFalse();
    }

    /** Two convolutions, one after the other: the first sums ones up, the second gives its channels back. */
    private static OnnxModel convolution(int weight, boolean shared) {
        return convolution(weight, shared, TensorType.UINT8);
    }

    private static OnnxModel convolution(int weight, boolean shared, TensorType activations) {
        float steps = activations == TensorType.UINT8 ? 255 : 127;
        byte[] ones = new byte[CHANNELS * CHANNELS];
        Arrays.fill(ones, (byte) weight);
        byte[] identity = new byte[CHANNELS * CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            identity[i * CHANNELS + i] = (byte) weight;
        }
        TinyModels model = TinyModels.opset(13)
                .input("x", 1, CHANNELS, SIZE, SIZE)
                .constant(Initializer.ofFloats("unit", new float[] {1 / steps}))
                .constant(Initializer.ofFloats("coarse", new float[] {CHANNELS * weight / steps}))
                .constant(Initializer.of("u0", activations, TensorShape.of(), new byte[1]))
                .constant(Initializer.of("zero", TensorType.INT8, TensorShape.of(CHANNELS), new byte[CHANNELS]))
                .constant(Initializer.ofFloats("ones", filled(1), CHANNELS))
                .constant(Initializer.ofFloats("inverse", filled(1f / weight), CHANNELS))
                .constant(weights("w1", ones))
                .constant(weights("w2", identity));
        String zero = shared ? " zero" : "";
        return model.node("QuantizeLinear", "x unit u0", "xq")
                .node("DequantizeLinear", "xq unit u0", "xd")
                .node("DequantizeLinear", "w1 ones" + zero, "w1d", TinyModels.integer("axis", 0))
                .node("Conv", "xd w1d", "sums")
                .node("QuantizeLinear", "sums coarse u0", "sq")
                .node("DequantizeLinear", "sq coarse u0", "sd")
                .node("DequantizeLinear", "w2 inverse" + zero, "w2d")
                .node("Conv", "sd w2d", "again")
                .node("QuantizeLinear", "again coarse u0", "aq")
                .node("DequantizeLinear", "aq coarse u0", "out")
                .output("out")
                .build();
    }

    private static Initializer weights(String name, byte[] values) {
        return Initializer.of(name, TensorType.INT8, TensorShape.of(CHANNELS, CHANNELS, 1, 1), values);
    }

    private static float[] filled(float value) {
        float[] values = new float[CHANNELS];
        Arrays.fill(values, value);
        return values;
    }

    private static float[] run(OnnxModel model) {
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults())) {
            return run(session);
        }
    }

    private static float[] run(InferenceSession session) {
        float[] ones = new float[CHANNELS * SIZE * SIZE];
        Arrays.fill(ones, 1);
        try (HostTensor input = HostTensor.copyOf(ones, 1, CHANNELS, SIZE, SIZE);
                HostTensor output = session.run(Map.of("x", input)).get("out")) {
            float[] values = new float[output.floats().capacity()];
            output.floats().get(0, values);
            return values;
        }
    }
}
