package dev.octet.calibrator.model;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Optional;
import java.util.Set;

/**
 * Operator set 13: Softmax and its kin work along one axis, by default the last; before, they flattened everything from
 * the axis on, by default axis 1. The two agree when the axis is the last or all axes behind it have size 1.
 */
final class SoftmaxByAxis implements OperatorUpgrade {

    private static final Set<String> OPERATORS = Set.of("Softmax", "LogSoftmax", "Hardmax");

    @Override
    public boolean applies(Node node) {
        return OPERATORS.contains(node.opType());
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        long axis = node.attributes().integer("axis", 1);
        Optional<TensorShape> shape = graph.shape(node.inputs().get(0));
        boolean same = shape.isPresent() && onlyOnesBehind(shape.get(), axis);
        if (axis != -1 && !same) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Node " + node.name() + " (" + node.opType() + ", axis " + axis + ", input "
                            + shape.map(TensorShape::toString).orElse("of unknown shape")
                            + ") has no equal in operator set 13.",
                    "Export the model with operator set 13 or later.");
        }
        editor.setAttribute(node, "axis", axis);
    }

    private static boolean onlyOnesBehind(TensorShape shape, long axis) {
        int at = LayoutShapes.axis(axis, shape.rank());
        return shape.dimensions().subList(at + 1, shape.rank()).stream().allMatch(size -> size == 1);
    }
}
