package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Operator set 13: Softmax and its kin work along one axis, by default the last; before, they flattened everything from
 * the axis on, by default axis 1. The two agree when all axes behind it have size 1; else the node gets a Flatten before
 * and a Reshape behind.
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
        Optional<TensorShape> shape = graph.shape(node.inputOrEmpty(0));
        if (axis == -1 || (shape.isPresent() && onlyOnesBehind(shape.get(), axis))) {
            editor.setAttribute(node, "axis", axis);
            return;
        }
        NewConstants names = new NewConstants(node, graph, editor);
        String input = node.inputOrEmpty(0);
        String flat = names.fresh("flat");
        String sizes = names.fresh("shape");
        String result = names.fresh("result");
        editor.addNode("Flatten", "", flat, List.of(input), List.of(flat), Map.of("axis", axis));
        editor.addNode("Shape", "", sizes, List.of(input), List.of(sizes), Map.of());
        editor.addNode(
                "Reshape",
                "",
                result,
                List.of(result, sizes),
                List.of(node.outputs().get(0)),
                Map.of());
        editor.replaceInput(node, 0, flat);
        editor.replaceOutput(node, 0, result);
        editor.setAttribute(node, "axis", 1L);
    }

    private static boolean onlyOnesBehind(TensorShape shape, long axis) {
        long at = axis < 0 ? axis + shape.rank() : axis;
        return at >= 0
                && at < shape.rank()
                && shape.dimensions().subList((int) at + 1, shape.rank()).stream()
                        .allMatch(size -> size == 1);
    }
}
