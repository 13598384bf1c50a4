package dev.octet.calibrator.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The integer forms give the very numbers of the plain ones. */
class IntegerFormsTest {

    private static final int HEIGHT = 10;
    private static final int WIDTH = 16;

    @ParameterizedTest(name = "{0} channels, kernel {1} x {2}, padding {3} {4} {5} {6}")
    @CsvSource({
        "3, 6, 6, 2, 2, 2, 2",
        "3, 3, 3, 1, 1, 1, 1",
        "3, 3, 3, 0, 0, 1, 1",
        "3, 3, 3, 0, 0, 0, 0",
        "3, 2, 2, 0, 0, 0, 0",
        "3, 7, 7, 3, 3, 3, 3",
        "3, 5, 3, 2, 1, 2, 0",
        "3, 3, 6, 2, 0, 1, 3",
        "1, 3, 3, 1, 1, 1, 1",
        "2, 4, 4, 1, 1, 1, 1",
        "4, 3, 3, 1, 1, 1, 1",
    })
    void a_convolution_of_stride_two_over_an_image_is_packed_without_a_change_of_result(
            int channels, int kernelRows, int kernelColumns, int top, int left, int bottom, int right) {
        OnnxModel plain = convolution(channels, 5, kernelRows, kernelColumns, 2, top, left, bottom, right);
        OnnxModel packed = PackPixels.apply(plain);
        Node node = only(packed, "Conv");
        assertThat(node.attributes().integers("strides")).containsExactly(1L, 1L);
        assertThat(packed.graph().shape(node.inputs().get(0)).orElseThrow().dimension(1) % 4)
                .isZero();
        assertThat(run(packed, channels)).containsExactly(run(plain, channels));
    }

    @Test
    void other_strides_and_more_channels_are_left_alone() {
        OnnxModel one = convolution(3, 5, 3, 3, 1, 1, 1, 1, 1);
        assertThat(PackPixels.apply(one)).isSameAs(one);
        OnnxModel many = convolution(5, 5, 3, 3, 2, 1, 1, 1, 1);
        assertThat(PackPixels.apply(many)).isSameAs(many);
    }

    @ParameterizedTest(name = "{0} channels to {1}, kernel {2} x {3}, padding {4} {5} {6} {7}")
    @CsvSource({
        "8, 8, 3, 3, 1, 1, 1, 1",
        "16, 8, 1, 1, 0, 0, 0, 0",
        "2, 14, 3, 3, 1, 1, 1, 1",
        "4, 12, 5, 5, 2, 2, 2, 2",
        "4, 8, 2, 2, 1, 1, 0, 0",
        "4, 8, 3, 3, 0, 0, 0, 0",
        "4, 8, 1, 7, 0, 3, 0, 3",
        "4, 10, 3, 4, 2, 2, 0, 1",
        "4, 10, 3, 3, 0, 0, 2, 2",
    })
    void a_convolution_of_few_outputs_reads_pairs_of_pixels_without_a_change_of_result(
            int channels, int outputs, int kernelRows, int kernelColumns, int top, int left, int bottom, int right) {
        OnnxModel plain = narrow(channels, outputs, kernelRows, kernelColumns, top, left, bottom, right);
        OnnxModel paired = PairPixels.apply(plain);
        Node node = only(paired, "Conv");
        assertThat(paired.graph().shape(node.outputs().get(0)).orElseThrow().dimension(1))
                .isEqualTo(2L * outputs);
        assertThat(paired.graph().shape("sums")).isEqualTo(plain.graph().shape("sums"));
        assertThat(run(paired, channels)).containsExactly(run(plain, channels));
    }

    @ParameterizedTest(name = "{0} channels to {1}, padding {2} on the right")
    @CsvSource({"8, 16, 1", "8, 6, 1", "8, 9, 1", "3, 8, 1", "8, 8, 0"})
    void other_convolutions_are_not_paired(int channels, int outputs, int right) {
        OnnxModel plain = narrow(channels, outputs, 3, 3, 1, 1, 1, right);
        assertThat(PairPixels.apply(plain)).isSameAs(plain);
    }

    @Test
    void a_narrow_convolution_over_an_image_is_packed_and_paired() {
        OnnxModel plain = convolution(3, 8, 3, 3, 2, 1, 1, 1, 1);
        OnnxModel both = PairPixels.apply(PackPixels.apply(plain));
        assertThat(both.graph()
                        .initializer(both.graph()
                                .producer(only(both, "Conv").inputs().get(1))
                                .orElseThrow()
                                .inputs()
                                .get(0))
                        .orElseThrow()
                        .shape())
                .isEqualTo(TensorShape.of(16, 32, 2, 2));
        assertThat(run(both, 3)).containsExactly(run(plain, 3));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "asymmetric, floor",
        "asymmetric, round_prefer_floor",
        "half_pixel, round_prefer_floor",
        "half_pixel, round_prefer_ceil",
        "pytorch_half_pixel, round_prefer_floor",
    })
    void a_resize_by_two_is_replaced_by_copies_without_a_change_of_result(String coordinates, String rounding) {
        OnnxModel plain = resize(2, coordinates, rounding);
        OnnxModel copies = RepeatPixels.apply(plain);
        assertThat(copies.graph().nodes()).noneMatch(node -> node.opType().equals("Resize"));
        assertThat(run(copies, 3)).containsExactly(run(plain, 3));
    }

    @ParameterizedTest(name = "by {0}, {1}, {2}")
    @CsvSource({"2, asymmetric, ceil", "2, align_corners, floor", "2, half_pixel, floor", "3, asymmetric, floor"})
    void a_resize_that_does_not_repeat_each_pixel_twice_is_left_alone(
            long factor, String coordinates, String rounding) {
        OnnxModel plain = resize(factor, coordinates, rounding);
        assertThat(RepeatPixels.apply(plain)).isSameAs(plain);
    }

    private static OnnxModel convolution(
            int channels, int outputs, int kernelRows, int kernelColumns, long stride, long... pads) {
        byte[] weights = new byte[outputs * channels * kernelRows * kernelColumns];
        new SplittableRandom(4).nextBytes(weights);
        TinyModels model = image(channels);
        model.constant(Initializer.of(
                "w", TensorType.INT8, TensorShape.of(outputs, channels, kernelRows, kernelColumns), weights));
        model.constant(Initializer.ofFloats("ws", new float[] {0.01f}));
        model.node("DequantizeLinear", "w ws", "w_dq");
        model.node(
                "Conv",
                "image_dq w_dq",
                "sums",
                TinyModels.ints("strides", stride, stride),
                TinyModels.ints("pads", pads));
        model.node("QuantizeLinear", "sums s z", "sums_q");
        model.node("DequantizeLinear", "sums_q s z", "out");
        return model.output("out").build();
    }

    /** With a scale for each output, a bias, and another reader of the image. */
    private static OnnxModel narrow(int channels, int outputs, int kernelRows, int kernelColumns, long... pads) {
        SplittableRandom random = new SplittableRandom(5);
        byte[] weights = new byte[outputs * channels * kernelRows * kernelColumns];
        random.nextBytes(weights);
        float[] scales = new float[outputs];
        float[] biasScales = new float[outputs];
        int[] bias = new int[outputs];
        for (int o = 0; o < outputs; o++) {
            scales[o] = (float) (0.002 + 0.004 * random.nextDouble());
            biasScales[o] = 0.02f * scales[o];
            bias[o] = random.nextInt(-3000, 3000);
        }
        TinyModels model = image(channels);
        model.constant(Initializer.of(
                "w", TensorType.INT8, TensorShape.of(outputs, channels, kernelRows, kernelColumns), weights));
        model.constant(Initializer.ofFloats("ws", scales, outputs));
        model.constant(Initializer.ofInts("b", bias, outputs));
        model.constant(Initializer.ofFloats("bs", biasScales, outputs));
        model.node("DequantizeLinear", "w ws", "w_dq", TinyModels.integer("axis", 0));
        model.node("DequantizeLinear", "b bs", "b_dq", TinyModels.integer("axis", 0));
        model.node("Conv", "image_dq w_dq b_dq", "sums", TinyModels.ints("pads", pads));
        model.node("QuantizeLinear", "sums s z", "sums_q");
        model.node("DequantizeLinear", "sums_q s z", "out");
        model.node("Neg", "image_dq", "other");
        return model.output("out").output("other").build();
    }

    private static OnnxModel resize(long factor, String coordinates, String rounding) {
        TinyModels model = image(3).longs("sizes", 1, 3, HEIGHT * factor, WIDTH * factor);
        model.node(
                "Resize",
                "image_dq - - sizes",
                "large",
                TinyModels.text("mode", "nearest"),
                TinyModels.text("coordinate_transformation_mode", coordinates),
                TinyModels.text("nearest_mode", rounding));
        model.node("QuantizeLinear", "large s z", "large_q");
        model.node("DequantizeLinear", "large_q s z", "out");
        return model.output("out").build();
    }

    private static TinyModels image(int channels) {
        TinyModels model = TinyModels.opset(13).input("image", 1, channels, HEIGHT, WIDTH);
        model.constant(Initializer.ofFloats("s", new float[] {0.02f}));
        model.constant(Initializer.of("z", TensorType.UINT8, TensorShape.of(), new byte[] {37}));
        model.node("QuantizeLinear", "image s z", "image_q");
        return model.node("DequantizeLinear", "image_q s z", "image_dq");
    }

    private static Node only(OnnxModel model, String opType) {
        List<Node> found = model.graph().nodes().stream()
                .filter(node -> node.opType().equals(opType))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static float[] run(OnnxModel model, int channels) {
        SplittableRandom random = new SplittableRandom(9);
        float[] pixels = new float[channels * HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (random.nextDouble() * 6 - 1.5);
        }
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(pixels, 1, channels, HEIGHT, WIDTH);
                HostTensor output = session.run(Map.of("image", input)).get("out")) {
            float[] values = new float[output.floats().capacity()];
            output.floats().get(0, values);
            return values;
        }
    }
}
