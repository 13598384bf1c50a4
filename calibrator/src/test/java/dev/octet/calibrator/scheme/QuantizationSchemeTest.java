package dev.octet.calibrator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizationSchemeTest {

    @Test
    void seed_example_one_half_in_minus_one_to_one_is_191() {
        AffineGrid grid = AffineGrid.over(new ActivationRange(-1, 1), 8);
        assertThat(grid.scale()).isEqualTo(2.0 / 255);
        assertThat((0.5 - grid.min()) / grid.scale()).isCloseTo(191.25, within(1e-12));
        assertThat(grid.quantize(0.5)).isEqualTo(191);
        assertThat(grid.dequantize(191)).isCloseTo(0.5, within(grid.scale() / 2));
    }

    @Test
    void zero_point_form_of_the_seed_example_differs_by_zero_point_rounding_only() {
        QuantizationParameters parameters =
                new QuantizationScheme(Symmetry.AFFINE, IntegerFormat.UINT8).parametersFor(new ActivationRange(-1, 1));
        assertThat(parameters.scale()).isEqualTo((float) (2.0 / 255));
        assertThat(parameters.zeroPoint()).isEqualTo(128);
        assertThat(parameters.quantize(0.5f)).isEqualTo(192);
        assertThat(parameters.roundTrip(0)).isZero();
    }

    @ParameterizedTest
    @EnumSource(IntegerFormat.class)
    void error_inside_the_range_is_at_most_half_a_step(IntegerFormat format) {
        Random random = new Random(11);
        for (Symmetry symmetry : Symmetry.values()) {
            for (int round = 0; round < 2000; round++) {
                float a = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
                float b = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
                ActivationRange range = new ActivationRange(Math.min(a, b), Math.max(a, b));
                QuantizationParameters parameters = new QuantizationScheme(symmetry, format).parametersFor(range);
                assertThat(parameters.roundTrip(0)).as("seed 11, %s", range).isZero();
                for (float x : new float[] {a, b, (float) (a + random.nextDouble() * ((double) b - a))}) {
                    assertThat((double) Math.abs(x - parameters.roundTrip(x)))
                            .as("seed 11, %s of %s in %s", x, range, parameters)
                            .isLessThanOrEqualTo(parameters.scale() * 0.50005);
                }
            }
        }
    }

    @Test
    void zero_range_gets_scale_one_and_tiny_range_a_normal_scale() {
        for (Symmetry symmetry : Symmetry.values()) {
            QuantizationScheme scheme = new QuantizationScheme(symmetry, IntegerFormat.INT8);
            assertThat(scheme.parametersFor(new ActivationRange(0, 0)).scale()).isEqualTo(1.0f);
            assertThat(scheme.parametersFor(new ActivationRange(0, Float.MIN_VALUE))
                            .scale())
                    .isEqualTo(Float.MIN_NORMAL);
            assertThat(scheme.parametersFor(new ActivationRange(-Float.MAX_VALUE, Float.MAX_VALUE))
                            .scale())
                    .isFinite();
        }
    }

    @Test
    void symmetric_scale_is_amax_over_127() {
        QuantizationParameters parameters = new QuantizationScheme(Symmetry.SYMMETRIC, IntegerFormat.INT8)
                .parametersFor(new ActivationRange(-254, 3));
        assertThat(parameters).isEqualTo(new QuantizationParameters(2, 0, IntegerFormat.INT8));
        assertThat(parameters.quantize(new float[] {-300, -254, 0, 1, 3, 300}))
                .containsExactly((byte) -128, (byte) -127, (byte) 0, (byte) 0, (byte) 2, (byte) 127);
    }

    @Test
    void rounds_half_to_even_clamps_and_sends_nan_to_zero() {
        QuantizationParameters parameters = new QuantizationParameters(1, 10, IntegerFormat.UINT8);
        assertThat(parameters.quantize(0.5f)).isEqualTo(10);
        assertThat(parameters.quantize(1.5f)).isEqualTo(12);
        assertThat(parameters.quantize(Float.NaN)).isEqualTo(10);
        assertThat(parameters.quantize(Float.POSITIVE_INFINITY)).isEqualTo(255);
        assertThat(parameters.quantize(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(parameters.dequantize(new byte[] {(byte) 255, 0})).containsExactly(245f, -10f);
    }

    @Test
    void formats_carry_their_bounds() {
        assertThat(IntegerFormat.UINT8.max()).isEqualTo(255);
        assertThat(IntegerFormat.INT8.min()).isEqualTo(-128);
        assertThat(IntegerFormat.INT8_NARROW.min()).isEqualTo(-127);
        assertThat(IntegerFormat.UINT7.max()).isEqualTo(127);
        assertThat(IntegerFormat.INT7.min()).isEqualTo(-64);
        assertThat(IntegerFormat.INT7.max()).isEqualTo(63);
    }

    @Test
    void wrong_parameters_are_named() {
        assertThatThrownBy(() -> new QuantizationParameters(0, 0, IntegerFormat.INT8))
                .hasMessage("scale 0.0 must be finite and positive");
        assertThatThrownBy(() -> new QuantizationParameters(1, 128, IntegerFormat.INT8))
                .hasMessage("zeroPoint 128 is not in INT8 [-128, 127]");
        assertThatThrownBy(() -> new ActivationRange(1, Float.NaN))
                .hasMessage("min 1.0 and max NaN must be finite and in order");
    }
}
