package dev.octet.calibrator.model;

/** Operator set 11: the bounds of Clip are inputs and no attributes. */
final class ClipToInputs implements OperatorUpgrade {

    private static final int VERSION = 11;

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Clip")
                && (node.attributes().has("min") || node.attributes().has("max"));
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        if (graph.type(node.inputOrEmpty(0)).orElse(TensorType.FLOAT) != TensorType.FLOAT) {
            throw RefusedChange.refusal(node, VERSION, "octet rewrites it for float32 only");
        }
        NewConstants constants = new NewConstants(node, graph, editor);
        if (node.attributes().has("min")) {
            constants.scalar(1, "min", node.attributes().number("min", 0));
        }
        if (node.attributes().has("max")) {
            constants.scalar(2, "max", node.attributes().number("max", 0));
        }
        editor.removeAttribute(node, "min");
        editor.removeAttribute(node, "max");
    }
}
