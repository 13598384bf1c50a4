package dev.octet.calibrator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelQuantizationTest {

    @Test
    void each_channel_of_axis_0_has_its_scale_and_zero_channel_has_one() {
        ChannelQuantization quantized =
                ChannelQuantization.of(new float[] {127, -254, 0, 0, 1, -0.5f}, TensorShape.of(3, 2), 0);
        assertThat(quantized.scales()).containsExactly(2f, 1f, 1f / 127);
        assertThat(quantized.values()).containsExactly(64, -127, 0, 0, 127, -64);
    }

    @Test
    void axis_1_is_transposed_convolution() {
        ChannelQuantization quantized =
                ChannelQuantization.of(new float[] {127, 1, 254, 2, -127, 3, 0, 4}, TensorShape.of(2, 2, 2), 1);
        assertThat(quantized.scales()).containsExactly(1f, 2f);
        assertThat(quantized.values()).containsExactly(127, 1, 127, 1, -127, 3, 0, 2);
    }

    @Test
    void error_is_at_most_half_a_step() {
        Random random = new Random(3);
        float[] weights = new float[8 * 27];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.pow(10, i / 27 - 4));
        }
        ChannelQuantization quantized = ChannelQuantization.of(weights, TensorShape.of(8, 3, 3, 3), 0);
        float[] back = quantized.dequantize();
        for (int i = 0; i < weights.length; i++) {
            assertThat((double) Math.abs(weights[i] - back[i]))
                    .as("seed 3, weight %d", i)
                    .isLessThanOrEqualTo(quantized.scales()[i / 27] * 0.50001);
        }
    }

    @Test
    void wrong_arguments_are_named() {
        assertThatThrownBy(() -> ChannelQuantization.of(new float[] {1}, TensorShape.of(1), 1))
                .hasMessage("axis 1 is not one of shape [1]");
        assertThatThrownBy(() -> ChannelQuantization.of(new float[] {1}, TensorShape.of(2), 0))
                .hasMessage("shape [2] has 2 elements, weights has 1");
        assertThatThrownBy(() -> ChannelQuantization.of(new float[] {1, Float.NaN}, TensorShape.of(2), 0))
                .hasMessage("weights[1] is NaN, must be finite");
    }
}
