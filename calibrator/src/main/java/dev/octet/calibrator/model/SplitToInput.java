package dev.octet.calibrator.model;

/** Operator set 13: the part sizes of Split are an input and no attribute. */
final class SplitToInput implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Split") && node.attributes().has("split");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.removeAttribute(node, "split");
        new NewConstants(node, graph, editor)
                .longs(1, "split", node.attributes().integers("split"));
    }
}
