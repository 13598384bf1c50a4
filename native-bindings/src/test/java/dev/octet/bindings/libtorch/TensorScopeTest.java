package dev.octet.bindings.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TensorScopeTest implements NeedsLibTorch {

    @Test
    void values_come_back_as_they_were_given() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor floats = scope.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(floats.shape()).containsExactly(2, 3);
            assertThat(floats.floats()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(Layout.in(scope).permuted(floats, 1, 0).floats()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(scope.longs(new long[] {7, -8}, 2).longs()).containsExactly(7, -8);
            assertThat(scope.floats(new float[] {9}).item()).isEqualTo(9);
            assertThat(scope.floats(new float[0], 0, 3).elementCount()).isZero();
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker") // what closing does is what is asked
    void a_scope_ends_its_tensors_and_ending_again_does_nothing() {
        TensorScope scope = TensorScope.open(TorchDevice.cpu());
        Tensor tensor = scope.floats(new float[] {1}, 1);
        Tensor early = scope.floats(new float[] {1}, 1);
        early.close();
        early.close();
        assertThat(scope.size()).isEqualTo(1);
        scope.close();
        scope.close();
        assertThatThrownBy(tensor::floats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Tensor is closed");
        assertThatThrownBy(() -> scope.floats(new float[] {1}, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TensorScope is closed");
    }

    @Test
    void a_detached_owner_keeps_the_values() {
        try (TensorScope outer = TensorScope.open(TorchDevice.cpu())) {
            Tensor kept;
            try (TensorScope inner = TensorScope.open(TorchDevice.cpu())) {
                kept = outer.detached(inner.floats(new float[] {3}, 1));
            }
            assertThat(kept.floats()).containsExactly(3);
        }
    }

    @Test
    void wrong_counts_are_named() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            assertThatThrownBy(() -> scope.floats(new float[3], 2, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("shape [2, 2] has 4 elements, values has 3");
            Tensor tensor = scope.floats(new float[4], 2, 2);
            assertThatThrownBy(() -> tensor.setInPlace(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the tensor [2, 2] has another number of values than 3");
            assertThatThrownBy(tensor::item)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a tensor of 4 values has no single one");
        }
    }

    @Test
    void what_libtorch_throws_is_decoded() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor a = scope.floats(new float[6], 2, 3);
            assertThatThrownBy(() -> Layers.in(scope).product(a, a))
                    .isInstanceOfSatisfying(ToolkitException.class, e -> {
                        assertThat(e.kind()).isEqualTo(FailureKind.NATIVE_FAILURE);
                        assertThat(e.getMessage())
                                .startsWith("libtorch failed: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)")
                                .doesNotContain("\n");
                    });
            assertThat(scope.size()).isEqualTo(1);
        }
    }

    @Test
    void gradients_are_remembered_only_where_that_is_asked_for() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor x = scope.floats(new float[] {2}, 1).requireGradient();
            assertThat(Gradients.off(() -> Arithmetic.in(scope).square(x)).hasGradient())
                    .isFalse();
            Arithmetic.in(scope).sum(Arithmetic.in(scope).square(x)).backward();
            assertThat(scope.gradient(x).floats()).containsExactly(4);
            assertThat(x.gradientSquares()).isEqualTo(16);
            x.scaleGradient(0.5);
            assertThat(scope.gradient(x).floats()).containsExactly(2);
            x.clearGradient();
            assertThat(x.gradientSquares()).isZero();
        }
    }

    /** Each step makes 1.5 MB; were one in ten of its tensors kept, the process would end with 150 MB more. */
    @Test
    void a_thousand_steps_leave_nothing_behind() throws IOException {
        try (TensorScope lasting = TensorScope.open(TorchDevice.cpu())) {
            Tensor weights = lasting.floats(new float[8 * 8 * 9], 8, 8, 3, 3).requireGradient();
            float[] image = new float[8 * 64 * 64];
            try (Adam adam = Adam.of(List.of(List.of(weights)))) {
                long before = 0;
                for (int i = 0; i < 1000; i++) {
                    step(lasting, weights, image, adam);
                    before = i == 100 ? residentBytes() : before;
                }
                assertThat(residentBytes() - before).isLessThan(60_000_000);
                assertThat(lasting.size()).isEqualTo(1);
            }
        }
    }

    private static void step(TensorScope lasting, Tensor weights, float[] image, Adam adam) {
        Windows windows = new Windows(new long[] {3, 3}, ones(), ones(), ones(), ones(), 1);
        try (TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Tensor x = step.floats(image, 1, 8, 64, 64);
            Tensor rounded = FakeQuantization.in(step).perTensor(x, 0.1f, 0, -128, 127, Optional.empty());
            Tensor y = Layers.in(step).convolution(rounded, weights, Optional.empty(), windows);
            Arithmetic.in(step).mean(Activations.in(step).silu(y)).backward();
            adam.step();
            adam.clearGradients();
        }
    }

    private static long[] ones() {
        return new long[] {1, 1};
    }

    private static long residentBytes() throws IOException {
        return 4096
                * Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
    }
}
