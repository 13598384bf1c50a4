package dev.octet.calibrator.model;

/** Operator set 10: Upsample is called Resize; inputs and mode are the same. */
final class UpsampleToResize implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Upsample");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.setOperator(node, "Resize");
    }
}
