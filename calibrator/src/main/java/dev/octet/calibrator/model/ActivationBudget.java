package dev.octet.calibrator.model;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Memory that a model's tensors ask for, told from their shapes before anything allocates them: the file's size says
 * nothing of it. Open sizes count as 1; tensors of unknown shape as nothing.
 *
 * @param largest the tensor that needs the most, the first of several; none when no shape is known
 * @param totalBytes what all inputs and results of nodes need together, at most the largest long
 */
public record ActivationBudget(Optional<Tensor> largest, long totalBytes) {

    /**
     * One tensor.
     *
     * @param name its name
     * @param type its element type, float32 when not known
     * @param shape its sizes
     * @param bytes what it needs, the largest long when that is not enough to count it
     */
    public record Tensor(String name, TensorType type, TensorShape shape, long bytes) {}

    /** What this graph asks for. */
    public static ActivationBudget of(Graph graph) {
        Optional<Tensor> largest = Optional.empty();
        long total = 0;
        for (Tensor tensor : tensors(graph)) {
            total = Sizes.plus(total, tensor.bytes());
            if (largest.isEmpty() || tensor.bytes() > largest.get().bytes()) {
                largest = Optional.of(tensor);
            }
        }
        return new ActivationBudget(largest, total);
    }

    /**
     * Checks that every tensor of the model fits.
     *
     * @param model the model
     * @param availableBytes memory that there is
     * @throws ToolkitException {@code OUT_OF_RESOURCES} naming the first tensor that does not fit
     */
    public static void require(OnnxModel model, long availableBytes) {
        for (Tensor tensor : tensors(model.graph())) {
            if (tensor.bytes() > availableBytes) {
                throw new ToolkitException(
                        FailureKind.OUT_OF_RESOURCES,
                        "Model " + model.name() + " cannot run here: tensor '" + tensor.name() + "' of " + tensor.type()
                                + " " + tensor.shape() + " needs "
                                + (tensor.bytes() == Long.MAX_VALUE ? "more than 2^63" : Long.toString(tensor.bytes()))
                                + " bytes, " + availableBytes + " are available.",
                        "Use " + (isBatch(model.graph()) ? "a smaller batch, " : "")
                                + "a smaller input size or a machine with more memory;"
                                + " if the model is not yours, do not trust it.");
            }
        }
    }

    /** Whether a model is for several samples together, as far as its inputs tell. */
    private static boolean isBatch(Graph graph) {
        return graph.inputs().stream()
                .map(ValueSpec::shape)
                .anyMatch(shape -> shape.rank() > 1 && shape.dimension(0) > 1);
    }

    private static List<Tensor> tensors(Graph graph) {
        List<Tensor> tensors = new ArrayList<>();
        graph.inputs().forEach(input -> tensor(graph, input.name()).ifPresent(tensors::add));
        graph.nodes()
                .forEach(node ->
                        node.outputs().forEach(output -> tensor(graph, output).ifPresent(tensors::add)));
        return tensors;
    }

    private static Optional<Tensor> tensor(Graph graph, String name) {
        TensorType type = graph.type(name).orElse(TensorType.FLOAT);
        return graph.shape(name).map(shape -> new Tensor(name, type, shape, bytes(type, shape)));
    }

    private static long bytes(TensorType type, TensorShape shape) {
        if (shape.dimensions().contains(0L)) {
            return 0;
        }
        long elements = 1;
        for (long size : shape.dimensions()) {
            elements = Sizes.times(elements, size == TensorShape.UNKNOWN ? 1 : size);
        }
        try {
            return type.bytes(elements);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
