package dev.octet.calibrator.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.WeightScheme;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A 3x3 convolution with 2 groups of 3 input channels that move together, so that one rounding can make up for another. */
class FittedWeightsTest {

    private static final DeploymentTarget TARGET = DeploymentTarget.tensorRt();
    private static final int CHANNELS = 6;
    private static final int SIDE = 9;

    @Test
    void second_order_rounding_changes_the_output_less_than_the_nearest_integers_do() {
        OnnxModel model = model(4, 2);
        OnnxModel rounded = fitted(model, Repair.ROUND);
        assertThat(outputError(model, rounded)).isLessThan(0.5 * outputError(model, model));
    }

    @Test
    void what_is_a_mean_is_left_to_the_bias() {
        OnnxModel model = model(4, 2);
        OnnxModel centred = fitted(model, Repair.ROUND, Repair.BIAS);
        assertThat(centred.sha256())
                .isNotEqualTo(fitted(model, Repair.ROUND).sha256())
                .isNotEqualTo(model.sha256());
    }

    @Test
    void rounded_weights_lie_on_the_grid_of_the_same_scales() {
        OnnxModel model = model(4, 2);
        OnnxModel rounded = fitted(model, Repair.ROUND);
        ChannelQuantization integers = quantized(rounded);
        assertThat(integers.scales()).containsExactly(quantized(model).scales(), within(1e-9f));
        float[] stored = weights(rounded);
        float[] back = integers.dequantize();
        for (int i = 0; i < stored.length; i++) {
            assertThat(stored[i]).isCloseTo(back[i], within(1e-6f));
        }
    }

    @Test
    void depthwise_convolutions_are_rounded_by_moments_of_their_own_channel() {
        OnnxModel model = model(CHANNELS, CHANNELS);
        assertThat(outputError(model, fitted(model, Repair.ROUND))).isLessThan(0.8 * outputError(model, model));
    }

    @Test
    void clipping_never_makes_the_squared_error_of_a_channel_larger() {
        OnnxModel model = withOutlier();
        float[] original = weights(model);
        double before = squares(original, quantized(model).dequantize());
        double after = squares(original, quantized(fitted(model, Repair.CLIP)).dequantize());
        assertThat(after).isLessThan(before);
    }

    @Test
    void few_levels_are_left_to_their_own_fit() {
        float[] weights = new float[16];
        java.util.Arrays.fill(weights, 12.5f / 127);
        weights[3] = 1;
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 16, 2, 2)
                .constant(Initializer.ofFloats("w", weights, 1, 16, 1, 1))
                .node("Conv", "x w", "y", TinyModels.ints("kernel_shape", 1, 1))
                .output("y")
                .build();
        DeploymentTarget packed = TARGET.withWeights(WeightScheme.named("codebook:4"));
        FittedWeights fitted =
                FittedWeights.of(model, model.graph().nodes(), packed, EnumSet.of(Repair.CLIP), List.of());
        assertThat(weights(fitted.in(model, model.graph().nodes()))).containsExactly(weights);
    }

    @Test
    void the_same_samples_give_the_same_weights() {
        OnnxModel model = model(4, 2);
        assertThat(fitted(model, Repair.ROUND, Repair.CLIP).sha256())
                .isEqualTo(fitted(model, Repair.ROUND, Repair.CLIP).sha256());
    }

    private static OnnxModel fitted(OnnxModel model, Repair first, Repair... rest) {
        return FittedWeights.of(model, model.graph().nodes(), TARGET, EnumSet.of(first, rest), samples())
                .in(model, model.graph().nodes());
    }

    private static ChannelQuantization quantized(OnnxModel model) {
        return LayerWeights.of(model.graph(), model.graph().nodes().get(0)).quantized(TARGET, new double[0]);
    }

    private static float[] weights(OnnxModel model) {
        return model.graph().initializer("w").orElseThrow().floats();
    }

    private static double squares(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - (double) b[i]) * (a[i] - (double) b[i]);
        }
        return sum;
    }

    /** Squared error of the convolution with the integers of {@code rounded} over all samples, away from the border. */
    private static double outputError(OnnxModel model, OnnxModel rounded) {
        float[] exact = weights(model);
        float[] integers = quantized(rounded).dequantize();
        int outputs = (int) model.graph().initializer("w").orElseThrow().shape().dimension(0);
        int perGroup = exact.length / outputs / 9;
        int groups = CHANNELS / perGroup;
        double error = 0;
        for (Map<String, FloatTensor> sample : samples()) {
            var x = sample.get("x").values();
            for (int o = 0; o < outputs; o++) {
                int group = o / (outputs / groups);
                for (int row = 0; row + 2 < SIDE; row++) {
                    for (int column = 0; column + 2 < SIDE; column++) {
                        double difference = 0;
                        for (int i = 0; i < perGroup * 9; i++) {
                            int at = (group * perGroup + i / 9) * SIDE * SIDE
                                    + (row + i % 9 / 3) * SIDE
                                    + column
                                    + i % 3;
                            int weight = o * perGroup * 9 + i;
                            difference += (integers[weight] - (double) exact[weight]) * x.get(at);
                        }
                        error += difference * difference;
                    }
                }
            }
        }
        return error;
    }

    private static List<Map<String, FloatTensor>> samples() {
        Random random = new Random(5);
        return java.util.stream.IntStream.range(0, 8)
                .mapToObj(n -> {
                    float[] values = new float[CHANNELS * SIDE * SIDE];
                    for (int i = 0; i < SIDE * SIDE; i++) {
                        float common = random.nextFloat();
                        for (int c = 0; c < CHANNELS; c++) {
                            values[c * SIDE * SIDE + i] = common + 0.1f * random.nextFloat();
                        }
                    }
                    return Map.of("x", FloatTensor.of(values, 1, CHANNELS, SIDE, SIDE));
                })
                .toList();
    }

    private static OnnxModel model(int outputs, int groups) {
        Random random = new Random(3);
        float[] weights = new float[outputs * CHANNELS / groups * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return conv(weights, outputs, groups);
    }

    /** Weights half-way between two integers beside a larger one. */
    private static OnnxModel withOutlier() {
        Random random = new Random(4);
        float[] weights = new float[CHANNELS * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (random.nextBoolean() ? 1 : -1) * 12.5f / 127;
        }
        weights[7] = 1;
        return conv(weights, 1, 1);
    }

    private static OnnxModel conv(float[] weights, int outputs, int groups) {
        return TinyModels.opset(13)
                .input("x", 1, CHANNELS, SIDE, SIDE)
                .constant(Initializer.ofFloats("w", weights, outputs, CHANNELS / groups, 3, 3))
                .node(
                        "Conv",
                        "x w",
                        "y",
                        TinyModels.ints("kernel_shape", 3, 3),
                        TinyModels.ints("pads", 1, 1, 1, 1),
                        TinyModels.integer("group", groups))
                .output("y")
                .build();
    }
}
