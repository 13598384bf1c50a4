package dev.octet.calibrator.model;

import java.util.List;
import java.util.Set;

/** Operator set 13: the axes of Squeeze, Unsqueeze and ReduceSum are an input and no attribute. */
final class AxesToInput implements OperatorUpgrade {

    private static final Set<String> OPERATORS = Set.of("Squeeze", "Unsqueeze", "ReduceSum");

    @Override
    public boolean applies(Node node) {
        return OPERATORS.contains(node.opType()) && node.attributes().has("axes");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        List<Long> axes = node.attributes().integers("axes");
        String name = node.outputs().get(0) + "_axes";
        editor.addInitializer(Initializer.ofLongs(
                name, axes.stream().mapToLong(Long::longValue).toArray(), axes.size()));
        editor.removeAttribute(node, "axes");
        editor.replaceInput(node, 1, name);
    }
}
