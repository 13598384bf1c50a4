package dev.octet.calibrator.model;

import java.util.List;

/** Operator set 13: the part sizes of Split are an input and no attribute. */
final class SplitToInput implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Split") && node.attributes().has("split");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        List<Long> sizes = node.attributes().integers("split");
        String name = node.outputs().get(0) + "_split";
        editor.addInitializer(Initializer.ofLongs(
                name, sizes.stream().mapToLong(Long::longValue).toArray(), sizes.size()));
        editor.removeAttribute(node, "split");
        editor.replaceInput(node, 1, name);
    }
}
