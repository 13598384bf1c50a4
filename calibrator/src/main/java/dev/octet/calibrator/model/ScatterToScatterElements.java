package dev.octet.calibrator.model;

/** Operator set 11: Scatter is called ScatterElements. */
final class ScatterToScatterElements implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Scatter");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.setOperator(node, "ScatterElements");
    }
}
