package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Node;

/** How an ONNX operator becomes TorchScript. */
@FunctionalInterface
interface ScriptRule {

    /**
     * Adds its lines.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when this form of it has no counterpart
     */
    void emit(Conversion conversion, Node node);

    /** What an expression is made of. */
    @FunctionalInterface
    interface Expression {
        /** The expression whose value the node's output is. */
        String of(Conversion conversion, Node node);
    }

    /** One output, one expression. */
    static ScriptRule of(Expression expression) {
        return (conversion, node) -> conversion.make(node, expression.of(conversion, node));
    }
}
