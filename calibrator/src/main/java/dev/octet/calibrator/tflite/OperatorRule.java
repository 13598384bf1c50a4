package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;

/** How an ONNX operator becomes operators of TensorFlow Lite. */
@FunctionalInterface
interface OperatorRule {

    /**
     * Adds them.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when this form of it has no counterpart
     */
    void emit(Conversion conversion, Node node);
}
