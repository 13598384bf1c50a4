package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far the quantized network's outputs for one image are from the float network's, with gradients. */
public interface OutputLoss {

    /** The tensors that are compared; both networks are run up to them. */
    List<String> tensors();

    /**
     * The loss, a scalar, 0 for equal outputs.
     *
     * @param teacher the float network's tensors by name
     * @param student the quantized network's
     * @param step the scope of what is computed
     */
    Tensor between(Map<String, Tensor> teacher, Map<String, Tensor> student, TensorScope step);

    /** {@code sum (s - t)^2 / (sum t^2 + 1)} over the values of each tensor, summed over the tensors. */
    static OutputLoss relativeSquares(List<String> tensors) {
        List<String> names = List.copyOf(tensors);
        return new OutputLoss() {
            @Override
            public List<String> tensors() {
                return names;
            }

            @Override
            public Tensor between(Map<String, Tensor> teacher, Map<String, Tensor> student, TensorScope step) {
                Tensor sum = step.floats(new float[1]);
                for (String name : names) {
                    Tensor error = relativeSquares(
                            Objects.requireNonNull(teacher.get(name), name),
                            Objects.requireNonNull(student.get(name), name),
                            step);
                    sum = Arithmetic.in(step).add(sum, error);
                }
                return sum;
            }
        };
    }

    /** {@code sum (s - t)^2 / (sum t^2 + 1)}. */
    static Tensor relativeSquares(Tensor teacher, Tensor student, TensorScope step) {
        Arithmetic arithmetic = Arithmetic.in(step);
        Tensor error = arithmetic.sum(arithmetic.square(arithmetic.subtract(student, teacher)));
        Tensor energy = arithmetic.shifted(arithmetic.sum(arithmetic.square(teacher)), 1);
        return arithmetic.divide(error, energy);
    }
}
