package dev.octet.calibrator.model;

/** Operator set 12: the ratio of Dropout is an input and no attribute; outside of training it has no effect. */
final class DropoutToInput implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Dropout") && node.attributes().has("ratio");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.removeAttribute(node, "ratio");
        new NewConstants(node, graph, editor)
                .scalar(1, "ratio", node.attributes().number("ratio", 0));
    }
}
