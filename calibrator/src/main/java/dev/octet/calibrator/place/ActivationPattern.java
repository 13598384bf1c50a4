package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * An activation function as it is written in the graph: one node, or the Sigmoid and Mul of a SiLU.
 *
 * @param activation the function
 * @param input the tensor that it reads, which nothing else reads
 * @param output the tensor that it makes
 * @param nodes its nodes, in graph order
 */
record ActivationPattern(Activation activation, String input, String output, List<Node> nodes) {

    private static final float DEFAULT_LEAKY_SLOPE = 0.01f;

    ActivationPattern {
        nodes = List.copyOf(nodes);
    }

    /** The activation that is the only reader of the tensor, if it is one that can be inverted. */
    static Optional<ActivationPattern> behind(Graph graph, String tensor) {
        if (graph.isOutput(tensor)) {
            return Optional.empty();
        }
        List<Node> readers = graph.consumers(tensor);
        if (readers.size() == 1) {
            return single(tensor, readers.get(0));
        }
        return readers.size() == 2 ? silu(graph, tensor, readers) : Optional.empty();
    }

    private static Optional<ActivationPattern> single(String tensor, Node reader) {
        return switch (reader.opType()) {
            case "Relu" -> Optional.of(of(new Activation.Relu(), tensor, reader));
            case "LeakyRelu" -> {
                float alpha = reader.attributes().number("alpha", DEFAULT_LEAKY_SLOPE);
                yield alpha > 0 ? Optional.of(of(new Activation.LeakyRelu(alpha), tensor, reader)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static ActivationPattern of(Activation activation, String tensor, Node reader) {
        return new ActivationPattern(activation, tensor, reader.outputs().get(0), List.of(reader));
    }

    private static Optional<ActivationPattern> silu(Graph graph, String tensor, List<Node> readers) {
        Node first = readers.get(0);
        boolean sigmoidFirst = first.opType().equals("Sigmoid");
        Node sigmoid = sigmoidFirst ? first : readers.get(1);
        Node mul = sigmoidFirst ? readers.get(1) : first;
        if (!sigmoid.opType().equals("Sigmoid") || !mul.opType().equals("Mul")) {
            return Optional.empty();
        }
        String gate = sigmoid.outputs().get(0);
        boolean closed = mul.inputs().contains(tensor)
                && mul.inputs().contains(gate)
                && graph.consumers(gate).size() == 1
                && !graph.isOutput(gate);
        return closed
                ? Optional.of(new ActivationPattern(
                        new Activation.Silu(), tensor, mul.outputs().get(0), List.of(sigmoid, mul)))
                : Optional.empty();
    }
}
