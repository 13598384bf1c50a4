package dev.octet.calibrator.model;

/**
 * Operator set 11: Resize has a region before its scales, and says how coordinates map; operator set 10 mapped them
 * without an offset and rounded down.
 */
final class ResizeWithRegion implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals("Resize");
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        editor.replaceInput(node, 2, node.inputOrEmpty(1));
        new NewConstants(node, graph, editor).noFloats(1, "roi");
        editor.setAttribute(node, "coordinate_transformation_mode", "asymmetric");
        if (node.attributes().text("mode").orElse("nearest").equals("nearest")) {
            editor.setAttribute(node, "nearest_mode", "floor");
        }
    }
}
