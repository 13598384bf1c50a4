package dev.octet.calibrator.repair;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution, the SiLU behind it, and the depthwise convolutions that alone read the result: the place where a factor
 * for each channel can be put in and taken out again without touching another channel.
 *
 * @param layer the convolution
 * @param sigmoid the gate
 * @param before what the convolution makes and the SiLU reads
 * @param output what the SiLU makes
 * @param readers the depthwise convolutions
 * @param channels of the output
 */
record SiluBlock(Node layer, Node sigmoid, String before, String output, List<Node> readers, int channels) {

    SiluBlock {
        readers = List.copyOf(readers);
    }

    /** Every such block of the graph, in graph order. */
    static List<SiluBlock> of(Graph graph) {
        List<SiluBlock> blocks = new ArrayList<>();
        for (Node mul : graph.nodes()) {
            if (mul.domain().isEmpty()
                    && mul.opType().equals("Mul")
                    && mul.inputs().size() == 2) {
                block(graph, mul, mul.inputs().get(0), mul.inputs().get(1))
                        .or(() -> block(
                                graph, mul, mul.inputs().get(1), mul.inputs().get(0)))
                        .ifPresent(blocks::add);
            }
        }
        return blocks;
    }

    private static Optional<SiluBlock> block(Graph graph, Node mul, String before, String gate) {
        Optional<Node> sigmoid = graph.producer(gate)
                .filter(node -> node.opType().equals("Sigmoid"))
                .filter(node -> node.inputs().get(0).equals(before))
                .filter(node -> isPrivate(graph, gate, 1));
        Optional<Node> layer = graph.producer(before)
                .filter(node -> node.opType().equals("Conv"))
                .filter(node -> isPrivate(graph, before, 2))
                .filter(node -> hasOwnConstants(graph, node));
        String output = mul.outputs().get(0);
        List<Node> readers = graph.consumers(output);
        if (sigmoid.isEmpty() || layer.isEmpty() || readers.isEmpty() || graph.isOutput(output)) {
            return Optional.empty();
        }
        int channels = channels(graph, layer.get());
        boolean closed = readers.stream().allMatch(reader -> isDepthwise(graph, reader, output, channels));
        return closed
                ? Optional.of(new SiluBlock(layer.get(), sigmoid.get(), before, output, readers, channels))
                : Optional.empty();
    }

    private static boolean isPrivate(Graph graph, String tensor, int readers) {
        return graph.consumers(tensor).size() == readers && !graph.isOutput(tensor);
    }

    /** Weights, and a bias if there is one, that are stored and that no other node reads. */
    private static boolean hasOwnConstants(Graph graph, Node layer) {
        return layer.inputs().stream()
                .skip(1)
                .filter(constant -> !constant.isEmpty())
                .allMatch(constant -> graph.initializer(constant).isPresent()
                        && graph.producer(constant).isEmpty()
                        && isPrivate(graph, constant, 1));
    }

    private static int channels(Graph graph, Node layer) {
        return weights(graph, layer)
                .map(weights -> Math.toIntExact(weights.dimension(0)))
                .orElse(0);
    }

    private static Optional<TensorShape> weights(Graph graph, Node layer) {
        return graph.initializer(layer.inputOrEmpty(1)).map(Initializer::shape).filter(shape -> shape.rank() >= 3);
    }

    private static boolean isDepthwise(Graph graph, Node reader, String tensor, int channels) {
        return reader.domain().isEmpty()
                && reader.opType().equals("Conv")
                && reader.inputs().get(0).equals(tensor)
                && channels > 1
                && reader.attributes().integer("group", 1) == channels
                && hasOwnConstants(graph, reader)
                && weights(graph, reader).map(shape -> shape.dimension(1)).orElse(0L) == 1;
    }
}
