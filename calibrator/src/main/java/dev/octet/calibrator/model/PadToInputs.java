package dev.octet.calibrator.model;

/** Operator set 11: the widths of Pad and the value that it fills in are inputs and no attributes. */
final class PadToInputs implements OperatorUpgrade {

    private static final int VERSION = 11;

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Pad") && node.attributes().has("pads");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        NewConstants constants = new NewConstants(node, graph, editor);
        constants.longs(1, "pads", node.attributes().integers("pads"));
        float value = node.attributes().number("value", 0);
        if (value != 0) {
            if (graph.type(node.inputOrEmpty(0)).orElse(TensorType.FLOAT) != TensorType.FLOAT) {
                throw RefusedChange.refusal(node, VERSION, "octet rewrites it for float32 only");
            }
            constants.scalar(2, "value", value);
        }
        editor.removeAttribute(node, "pads");
        editor.removeAttribute(node, "value");
    }
}
