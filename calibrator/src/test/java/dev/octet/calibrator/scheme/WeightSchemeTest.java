package dev.octet.calibrator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightSchemeTest {

    private static final int CHANNELS = 8;
    private static final int INNER = 72;

    private final float[] weights = new float[CHANNELS * INNER];

    WeightSchemeTest() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * (1 + i / INNER) * 0.01);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"linear:2", "linear:4", "codebook:2", "codebook:3", "codebook:4", "codebook:7", "pot:4", "apot:4"
            })
    void no_more_levels_than_the_bits_tell_apart(String name) {
        ChannelQuantization quantized = quantized(name);
        TreeSet<Byte> levels = new TreeSet<>();
        for (byte value : quantized.values()) {
            levels.add(value);
        }
        assertThat(levels)
                .hasSizeLessThanOrEqualTo(1 << WeightScheme.named(name).bits());
        assertThat(quantized.values()).isEqualTo(quantized(name).values());
    }

    @Test
    void eight_linear_bits_are_the_plain_grid() {
        assertThat(quantized("linear:8").values())
                .isEqualTo(ChannelQuantization.of(weights, TensorShape.of(CHANNELS, INNER), 0)
                        .values());
    }

    @Test
    void codebook_has_a_smaller_error_than_even_steps_with_the_same_bits() {
        for (int bits = 2; bits < 8; bits++) {
            assertThat(error("codebook:" + bits)).as("%d bits", bits).isLessThan(error("linear:" + bits));
        }
        assertThat(error("codebook:4")).isLessThan(error("codebook:3"));
        assertThat(error("apot:4")).isLessThan(error("pot:4"));
    }

    @Test
    void fixed_levels_are_what_their_papers_say() {
        assertThat(FixedLevels.linear(3, 127)).containsExactly(-127, -85, -42, 0, 42, 85, 127);
        assertThat(FixedLevels.powersOfTwo(4, 127))
                .containsExactly(-127, -64, -32, -16, -8, -4, -2, 0, 2, 4, 8, 16, 32, 64, 127);
        // Magnitudes of two bits and one bit, {0, 1, 1/4, 1/16} + {0, 1/2}, by their sum 3/2.
        assertThat(FixedLevels.sumsOfPowersOfTwo(4, 96))
                .containsExactly(-96, -64, -48, -36, -32, -16, -4, 0, 4, 16, 32, 36, 48, 64, 96);
    }

    @Test
    void codebook_is_the_best_of_all() {
        float[] few = {-4, -3.5f, -3, 0, 0, 0.5f, 1, 3, 3.5f, 4};
        float[] one = {1};
        double least = Double.POSITIVE_INFINITY;
        for (int a = -4; a <= 4; a++) {
            for (int b = a + 1; b <= 4; b++) {
                for (int c = b + 1; c <= 4; c++) {
                    least = Math.min(least, error(few, new NearestLevel(new int[] {a, b, c})));
                }
            }
        }
        int[] levels = Codebook.of(few, one, few.length, 3, 4);
        assertThat(error(few, new NearestLevel(levels))).isCloseTo(least, within(1e-12));
    }

    @Test
    void nearest_level_is_the_nearest() {
        int[] levels = {-7, -2, 0, 1, 5};
        NearestLevel nearest = new NearestLevel(levels);
        for (double value = -9.3; value < 8; value += 0.17) {
            double least = Double.POSITIVE_INFINITY;
            for (int level : levels) {
                least = Math.min(least, Math.abs(value - level));
            }
            assertThat(Math.abs(value - nearest.to(value))).as("%f", value).isCloseTo(least, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"codebook", "codebook:1", "codebook:9", "codebook:44", "kmeans:4", ":4", ""})
    void other_names_are_refused(String name) {
        assertThatThrownBy(() -> WeightScheme.named(name))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("Invalid value for option '--weights': '" + name
                        + "' is not linear, codebook, pot or apot with 2 to 8 bits.");
    }

    private static double error(float[] values, NearestLevel nearest) {
        double error = 0;
        for (float value : values) {
            error += (value - nearest.to(value)) * (value - nearest.to(value));
        }
        return error;
    }

    private ChannelQuantization quantized(String name) {
        return WeightScheme.named(name)
                .quantize(weights, TensorShape.of(CHANNELS, INNER), 0, IntegerFormat.INT8_NARROW, new double[0]);
    }

    private double error(String name) {
        float[] back = quantized(name).dequantize();
        double error = 0;
        for (int i = 0; i < back.length; i++) {
            error += (back[i] - weights[i]) * (back[i] - weights[i]);
        }
        return error;
    }
}
