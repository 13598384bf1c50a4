package dev.octet.calibrator.model;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.function.Predicate;

/**
 * An operator that means something else from a version on and that octet does not rewrite.
 *
 * @param operator the operator
 * @param affected true for nodes whose meaning changes
 * @param version the operator set that changed it
 */
record RefusedChange(String operator, Predicate<Node> affected, int version) implements OperatorUpgrade {

    @Override
    public boolean applies(Node node) {
        return node.opType().equals(operator) && affected.test(node);
    }

    @Override
    public void apply(Node node, Graph graph, ModelEditor editor) {
        throw refusal(node, version, "octet knows no equal for it");
    }

    static ToolkitException refusal(Node node, int version, String reason) {
        return new ToolkitException(
                FailureKind.UNSUPPORTED,
                "Node " + node.name() + " (" + node.opType() + ") means something else in operator set " + version
                        + " and " + reason + ".",
                "Export the model with operator set " + Math.max(13, version) + " or later.");
    }
}
