package dev.octet.bindings.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.libtorch.FakeQuantization.Learned;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values and gradients worked out by hand. */
class FakeQuantizationTest implements NeedsLibTorch {

    private static final Offset<Float> CLOSE = within(1e-6f);

    /** Scale 0.5, zero point 2, integers 0 to 7: from -1 to 2.5. The gradient that arrives is 1, 2, 3, 4, 5, 6, 7. */
    @Test
    void one_scale_for_all_rounds_halves_to_even_and_stops_gradients_outside() {
        float[] x = {-3, -1.2f, -0.75f, 0.1f, 0.75f, 1.3f, 9};
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor input = scope.floats(x, 7).requireGradient();
            Tensor logarithm = scope.floats(new float[1], 1).requireGradient();
            Tensor rounded = FakeQuantization.in(scope)
                    .perTensor(input, 0.5f, 2, 0, 7, Optional.of(new Learned(logarithm, 0.1)));
            // x/s: -6, -2.4, -1.5, 0.2, 1.5, 2.6, 18; rounded -6, -2, -2, 0, 2, 3, 18; plus 2 and cut: 0, 0, 0, 2, 4,
            // 5, 7.
            assertThat(rounded.floats()).containsExactly(-1, -1, -1, 0, 1, 1.5f, 2.5f);
            backward(rounded, scope);
            assertThat(scope.gradient(input).floats()).containsExactly(0, 2, 3, 4, 5, 6, 0);
            // Inside y - x: 0.2, -0.25, -0.1, 0.25, 0.2; outside y: -1 and 2.5.
            double expected = 1 * -1 + 2 * 0.2 + 3 * -0.25 + 4 * -0.1 + 5 * 0.25 + 6 * 0.2 + 7 * 2.5;
            assertThat(scope.gradient(logarithm).floats()[0]).isCloseTo((float) (0.1 * expected), CLOSE);
        }
    }

    /** Scales 0.5 and 0.1, integers -3 to 3. */
    @Test
    void each_channel_has_its_scale() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor input =
                    scope.floats(new float[] {0.6f, -2, 0.26f, 0.04f}, 2, 2).requireGradient();
            Tensor rounded = FakeQuantization.in(scope).perChannel(input, new float[] {0.5f, 0.1f}, 0, -3, 3);
            assertThat(rounded.floats()).containsExactly(new float[] {0.5f, -1.5f, 0.3f, 0}, CLOSE);
            backward(rounded, scope);
            assertThat(scope.gradient(input).floats()).containsExactly(1, 0, 3, 4);
        }
    }

    /** Integers 1, -3 on the scale 0.5 and 3, 0 on 0.1, moved to 1 and 0.05. */
    @Test
    void scales_that_move_are_a_gain_of_integers_that_stay() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            FakeQuantization rounding = FakeQuantization.in(scope);
            Tensor input =
                    scope.floats(new float[] {0.6f, -2, 0.26f, 0.04f}, 2, 2).requireGradient();
            Tensor logarithms = scope.floats(new float[2], 2).requireGradient();
            Tensor rounded = rounding.perChannel(input, new float[] {0.5f, 0.1f}, 0, -3, 3);
            Tensor moved = rounding.rescaled(rounded, new float[] {2, 0.5f}, 0, new Learned(logarithms, 0.1));
            assertThat(moved.floats()).containsExactly(new float[] {1, -3, 0.15f, 0}, CLOSE);
            backward(moved, scope);
            assertThat(scope.gradient(input).floats()).containsExactly(2, 0, 1.5f, 2);
            // First channel: 1 * 1 + 2 * -3; second: 3 * 0.15 + 4 * 0; times a tenth.
            assertThat(scope.gradient(logarithms).floats()).containsExactly(new float[] {-0.5f, 0.045f}, CLOSE);
        }
    }

    /** Scale 0.1, levels -8, -1, 0, 5, 8: middles at -4.5, -0.5, 2.5 and 6.5 scales. */
    @Test
    void levels_take_the_nearest_and_halves_go_up() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor input = scope.floats(new float[] {0.25f, -0.44f, 0.7f, 0.1f, -2}, 1, 5)
                    .requireGradient();
            Tensor rounded =
                    FakeQuantization.in(scope).toLevels(input, new float[] {0.1f}, 0, new int[] {-8, -1, 0, 5, 8});
            assertThat(rounded.floats()).containsExactly(new float[] {0.5f, -0.1f, 0.8f, 0, -0.8f}, CLOSE);
            backward(rounded, scope);
            assertThat(scope.gradient(input).floats()).containsExactly(1, 2, 3, 4, 0);
        }
    }

    @Test
    void steps_and_halves_round_and_let_every_gradient_through() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor input = scope.floats(new float[] {0.26f, 1000.3f}, 2).requireGradient();
            Tensor steps = FakeQuantization.in(scope).toSteps(input, new float[] {0.1f, 0.5f});
            assertThat(steps.floats()).containsExactly(new float[] {0.3f, 1000.5f}, CLOSE);
            backward(steps, scope);
            assertThat(scope.gradient(input).floats()).containsExactly(1, 2);
            // Halves have 11 bits: between 512 and 1024 they are multiples of 0.5.
            Tensor halves = FakeQuantization.in(scope).toHalves(input);
            assertThat(halves.floats()[1]).isEqualTo(1000.5f);
        }
    }

    /** With the gradient 1, 2, 3, ... for the values in their order. */
    private static void backward(Tensor rounded, TensorScope scope) {
        float[] gradient = new float[(int) rounded.elementCount()];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = i + 1;
        }
        Arithmetic arithmetic = Arithmetic.in(scope);
        arithmetic
                .sum(arithmetic.multiply(rounded, scope.floats(gradient, rounded.shape())))
                .backward();
    }
}
