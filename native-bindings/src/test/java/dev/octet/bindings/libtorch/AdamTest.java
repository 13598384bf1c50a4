package dev.octet.bindings.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdamTest implements NeedsLibTorch {

    @TempDir
    private Path folder;

    /** The first step of Adam is the rate in the direction of the gradient's sign, whatever its size. */
    @Test
    void each_group_moves_by_its_own_rate() {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor first = scope.floats(new float[] {1, -1}, 2).requireGradient();
            Tensor second = scope.floats(new float[] {5}, 1).requireGradient();
            try (Adam adam = Adam.of(List.of(List.of(first), List.of(second)))) {
                adam.setRate(0, 0.1);
                adam.setRate(1, 0.01);
                descend(first, second, adam);
            }
            assertThat(first.floats()).containsExactly(new float[] {0.9f, -0.9f}, within(1e-5f));
            assertThat(second.floats()).containsExactly(new float[] {4.99f}, within(1e-5f));
        }
    }

    @Test
    void moments_go_on_from_a_file_as_if_nothing_had_been() {
        Path file = folder.resolve("moments");
        assertThat(afterThreeSteps(file, true)).isEqualTo(afterThreeSteps(file, false));
    }

    private static float[] afterThreeSteps(Path file, boolean interrupted) {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor values = scope.floats(new float[] {1, -3, 0.5f}, 3).requireGradient();
            Adam adam = optimizer(values);
            descend(values, values, adam);
            descend(values, values, adam);
            if (interrupted) {
                adam.save(file);
                adam.close();
                adam = optimizer(values);
                adam.load(file);
                adam.setRate(0, 0.1);
            }
            descend(values, values, adam);
            adam.close();
            return values.floats();
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by the caller
    private static Adam optimizer(Tensor values) {
        Adam adam = Adam.of(List.of(List.of(values)));
        adam.setRate(0, 0.1);
        return adam;
    }

    private static void descend(Tensor first, Tensor second, Adam adam) {
        try (TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Arithmetic arithmetic = Arithmetic.in(step);
            arithmetic
                    .add(arithmetic.sum(arithmetic.square(first)), arithmetic.sum(arithmetic.square(second)))
                    .backward();
            adam.step();
            adam.clearGradients();
        }
    }
}
