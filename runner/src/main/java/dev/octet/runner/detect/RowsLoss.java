package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.finetune.OutputLoss;
import java.util.List;
import java.util.Map;

/**
 * What detection loses, as {@link RowsError} has it, with gradients: the squared error of all scores relative to their squares,
 * and how far the boxes are apart, weighted with the teacher's best score of each row. The distance of a box is the mean of
 * {@code sqrt(d^2 + 0.01^2) - 0.01} over centre and size, {@code d} relative to the teacher's size: like 1 - IoU it grows in a
 * line, but it has a smooth bottom.
 */
final class RowsLoss implements OutputLoss {

    private static final double LIKELY = 0.01;
    private static final double FLOOR = 1;
    private static final double SMOOTH = 0.01;

    /** A box of less than a px is as good as any. */
    private static final double SMALLEST = 1;

    private final RowLayout layout;

    RowsLoss(RowLayout layout) {
        this.layout = layout;
    }

    @Override
    public List<String> tensors() {
        return layout.tensors();
    }

    @Override
    public Tensor between(Map<String, Tensor> teacher, Map<String, Tensor> student, TensorScope step) {
        RowTensors expected = layout.rows(teacher, step);
        RowTensors seen = layout.rows(student, step);
        Arithmetic arithmetic = Arithmetic.in(step);
        Tensor scores = quotient(
                arithmetic.sum(arithmetic.square(arithmetic.subtract(seen.scores(), expected.scores()))),
                arithmetic.sum(arithmetic.square(expected.scores())),
                arithmetic);
        Tensor best = arithmetic.maximum(expected.scores(), true, 1);
        Tensor weight = arithmetic.multiply(best, arithmetic.above(best, LIKELY));
        Tensor boxes = quotient(
                arithmetic.sum(arithmetic.multiply(weight, distance(expected.boxes(), seen.boxes(), step))),
                arithmetic.sum(weight),
                arithmetic);
        return arithmetic.add(scores, boxes);
    }

    private static Tensor quotient(Tensor error, Tensor energy, Arithmetic arithmetic) {
        return arithmetic.divide(error, arithmetic.shifted(energy, FLOOR));
    }

    /** {@code [N, 1]}. */
    private static Tensor distance(Tensor expected, Tensor seen, TensorScope step) {
        Arithmetic arithmetic = Arithmetic.in(step);
        Layout layout = Layout.in(step);
        Tensor sizes = arithmetic.clipped(layout.slice(expected, 1, 2, 4, 1), SMALLEST, Double.POSITIVE_INFINITY);
        Tensor relative =
                arithmetic.divide(arithmetic.subtract(seen, expected), layout.joined(List.of(sizes, sizes), 1));
        Tensor smooth = arithmetic.shifted(
                arithmetic.squareRoot(arithmetic.shifted(arithmetic.square(relative), SMOOTH * SMOOTH)), -SMOOTH);
        return arithmetic.mean(smooth, true, 1);
    }
}
