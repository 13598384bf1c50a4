package dev.octet.calibrator.repair;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A convolution and every convolution that reads its channels, through nothing but operators that keep channels apart and
 * pass positive factors on: {@code f(k x) = k f(x)}. Concatenated channels are followed to where they are read.
 *
 * @param layer the convolution
 * @param output what is quantized of it: behind its activation, where one alone reads it
 * @param readers the convolutions that read the channels, and from which input channel on
 * @param channels of the output
 */
record ChannelPath(Node layer, String output, List<Reader> readers, int channels) {

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu", "PRelu");
    private static final Set<String> PASSING = Set.of("MaxPool", "Identity", "Resize", "Upsample");

    ChannelPath {
        readers = List.copyOf(readers);
    }

    /**
     * A convolution that reads the channels.
     *
     * @param node the convolution
     * @param first its input channel that is channel 0 of the path
     */
    record Reader(Node node, int first) {}

    /** Every such path of the graph, in graph order. */
    static List<ChannelPath> of(Graph graph) {
        List<ChannelPath> paths = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (isOwn(graph, node)) {
                String output = behindActivation(graph, node.outputs().get(0));
                List<Reader> readers = new ArrayList<>();
                if (follow(graph, node.outputs().get(0), 0, readers) && !readers.isEmpty()) {
                    int channels = Math.toIntExact(weights(graph, node).dimension(0));
                    paths.add(new ChannelPath(node, output, readers, channels));
                }
            }
        }
        return paths;
    }

    private static TensorShape weights(Graph graph, Node layer) {
        return graph.initializer(layer.inputs().get(1)).orElseThrow().shape();
    }

    private static String behindActivation(Graph graph, String tensor) {
        List<Node> consumers = graph.consumers(tensor);
        boolean activated = consumers.size() == 1
                && ACTIVATIONS.contains(consumers.get(0).opType())
                && consumers.get(0).inputs().get(0).equals(tensor);
        return activated ? consumers.get(0).outputs().get(0) : tensor;
    }

    /** False when something reads the channels that takes no factors. */
    private static boolean follow(Graph graph, String tensor, int first, List<Reader> readers) {
        if (graph.isOutput(tensor)) {
            return false;
        }
        for (Node reader : graph.consumers(tensor)) {
            if (!reader.domain().isEmpty() || !followInto(graph, tensor, first, reader, readers)) {
                return false;
            }
        }
        return true;
    }

    private static boolean followInto(Graph graph, String tensor, int first, Node reader, List<Reader> readers) {
        boolean isFirst = reader.inputs().get(0).equals(tensor);
        if (isFirst && (ACTIVATIONS.contains(reader.opType()) || PASSING.contains(reader.opType()))) {
            return reader.outputs().size() == 1
                    && follow(graph, reader.outputs().get(0), first, readers);
        }
        if (reader.opType().equals("Concat") && reader.attributes().integer("axis", 0) == 1) {
            int at = first;
            for (String input : reader.inputs()) {
                if (input.equals(tensor)) {
                    return reader.inputs().indexOf(tensor) == reader.inputs().lastIndexOf(tensor)
                            && follow(graph, reader.outputs().get(0), at, readers);
                }
                Optional<TensorShape> shape = graph.shape(input).filter(known -> known.rank() > 1);
                if (shape.isEmpty() || shape.get().dimension(1) < 0) {
                    return false;
                }
                at += Math.toIntExact(shape.get().dimension(1));
            }
        }
        if (isFirst && isOwn(graph, reader)) {
            readers.add(new Reader(reader, first));
            return true;
        }
        return false;
    }

    /** A convolution whose stored weights, and bias if it has one, no other node reads. */
    private static boolean isOwn(Graph graph, Node node) {
        return node.domain().isEmpty()
                && node.opType().equals("Conv")
                && node.inputs().size() > 1
                && node.inputs().stream()
                        .skip(1)
                        .filter(constant -> !constant.isEmpty())
                        .allMatch(constant -> graph.initializer(constant).isPresent()
                                && graph.producer(constant).isEmpty()
                                && graph.consumers(constant).size() == 1
                                && !graph.isOutput(constant));
    }

    /** Where a reader's weights for one of the path's channels are: rows of {@code inner} numbers. */
    static final class Columns {
        private final int outputs;
        private final int perGroup;
        private final int groups;
        private final int inner;

        Columns(Node reader, Initializer weights) {
            TensorShape shape = weights.shape();
            outputs = Math.toIntExact(shape.dimension(0));
            perGroup = Math.toIntExact(shape.dimension(1));
            groups = (int) reader.attributes().integer("group", 1);
            inner = Math.toIntExact(shape.elementCount() / (shape.dimension(0) * shape.dimension(1)));
        }

        int inner() {
            return inner;
        }

        /** The output channels that read an input channel: the first, and the one behind the last. */
        int firstOutput(int channel) {
            return channel / perGroup * (outputs / groups);
        }

        int endOutput(int channel) {
            return firstOutput(channel) + outputs / groups;
        }

        int start(int output, int channel) {
            return (output * perGroup + channel % perGroup) * inner;
        }
    }
}
