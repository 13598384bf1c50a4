package dev.octet.calibrator.model;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Optional;

/** Refuses a model by its tensors' shapes, before anything allocates them: file size says nothing of what a model asks for. */
public final class ActivationBudget {

    private ActivationBudget() {}

    /**
     * Checks that every tensor of the model fits.
     *
     * @param model the model
     * @param availableBytes memory that there is
     * @throws ToolkitException {@code OUT_OF_RESOURCES} naming the first tensor that does not fit
     */
    public static void require(OnnxModel model, long availableBytes) {
        Graph graph = model.graph();
        graph.inputs().forEach(input -> check(model, input.name(), availableBytes));
        graph.nodes().forEach(node -> node.outputs().forEach(output -> check(model, output, availableBytes)));
    }

    private static void check(OnnxModel model, String tensor, long availableBytes) {
        Optional<TensorShape> shape = model.graph().shape(tensor);
        if (shape.isEmpty()) {
            return;
        }
        TensorType type = model.graph().type(tensor).orElse(TensorType.FLOAT);
        long bytes;
        try {
            long elements = 1;
            for (long size : shape.get().dimensions()) {
                elements = Math.multiplyExact(elements, size == TensorShape.UNKNOWN ? 1 : size);
            }
            bytes = type.bytes(elements);
        } catch (ArithmeticException e) {
            bytes = Long.MAX_VALUE;
        }
        if (bytes > availableBytes) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "Model " + model.name() + " cannot run here: tensor '" + tensor + "' of " + type + " "
                            + shape.get() + " needs "
                            + (bytes == Long.MAX_VALUE ? "more than 2^63" : Long.toString(bytes)) + " bytes, "
                            + availableBytes + " are available.",
                    "Use a smaller input size or a machine with more memory; if the model is not yours, do not trust it.");
        }
    }
}
