package dev.octet.calibrator.model;

import java.util.List;

/** Operator set 10: how many TopK returns is an input and no attribute. */
final class TopKToInput implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("TopK") && node.attributes().has("k");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.removeAttribute(node, "k");
        new NewConstants(node, graph, editor)
                .longs(1, "k", List.of(node.attributes().integer("k", 0)));
    }
}
