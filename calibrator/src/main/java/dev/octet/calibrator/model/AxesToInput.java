package dev.octet.calibrator.model;

import java.util.Set;

/** The axes of some operators are an input and no attribute: Squeeze, Unsqueeze, ReduceSum from 13, other Reduce* from 18. */
final class AxesToInput implements OperatorUpgrade {

    private final Set<String> operators;

    AxesToInput(String... operators) {
        this.operators = Set.of(operators);
    }

    @Override
    public boolean applies(Node node) {
        return operators.contains(node.opType()) && node.attributes().has("axes");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.removeAttribute(node, "axes");
        new NewConstants(node, graph, editor).longs(1, "axes", node.attributes().integers("axes"));
    }
}
