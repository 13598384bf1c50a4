package dev.octet.calibrator.model;

/** Operator set 10: the limits of Slice are inputs and no attributes. */
final class SliceToInputs implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Slice") && node.attributes().has("starts");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        NewConstants constants = new NewConstants(node, graph, editor);
        constants.longs(1, "starts", node.attributes().integers("starts"));
        constants.longs(2, "ends", node.attributes().integers("ends"));
        if (node.attributes().has("axes")) {
            constants.longs(3, "axes", node.attributes().integers("axes"));
        }
        editor.removeAttribute(node, "starts");
        editor.removeAttribute(node, "ends");
        editor.removeAttribute(node, "axes");
    }
}
