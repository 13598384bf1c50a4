package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the body of a network ends, told from the graph alone: a layer with weights that has no other such layer behind
 * it is one of the <em>last convolutions</em> (or the classifier's last Gemm), and what follows them is decode. A convolution
 * that only takes the mean of a distribution, as YOLOv8's box decode does with a softmax, is part of the decode.
 */
public final class Body {

    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm");

    private static final Set<String> MOVES = Set.of("Transpose", "Reshape");

    private final Set<Integer> withWeightedBehind;
    private final Set<Integer> means;

    private Body(Set<Integer> withWeightedBehind, Set<Integer> means) {
        this.withWeightedBehind = withWeightedBehind;
        this.means = means;
    }

    /** Finds the end of the body of this graph. */
    public static Body of(Graph graph) {
        Set<Integer> withWeightedBehind = new HashSet<>();
        Set<Integer> means = new HashSet<>();
        List<Node> nodes = graph.nodes();
        nodes.stream().filter(node -> isMean(graph, node)).forEach(node -> means.add(node.id()));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean found = node.outputs().stream()
                    .filter(output -> !output.isEmpty())
                    .flatMap(output -> graph.consumers(output).stream())
                    .anyMatch(reader -> (isWeighted(reader) && !means.contains(reader.id()))
                            || withWeightedBehind.contains(reader.id()));
            if (found) {
                withWeightedBehind.add(node.id());
            }
        }
        return new Body(withWeightedBehind, means);
    }

    private static boolean isMean(Graph graph, Node node) {
        Optional<TensorShape> weights =
                node.opType().equals("Conv") ? graph.shape(node.inputOrEmpty(1)) : Optional.empty();
        boolean oneWeightEach = weights.isPresent()
                && weights.get().rank() == 4
                && weights.get().dimension(0) == 1
                && weights.get().dimension(2) == 1
                && weights.get().dimension(3) == 1;
        if (!oneWeightEach) {
            return false;
        }
        Optional<Node> maker = graph.producer(node.inputOrEmpty(0));
        while (maker.isPresent() && MOVES.contains(maker.get().opType())) {
            maker = graph.producer(maker.get().inputOrEmpty(0));
        }
        return maker.isPresent() && maker.get().opType().equals("Softmax");
    }

    /** True for layers that multiply by weights: Conv, ConvTranspose, Gemm. */
    public static boolean isWeighted(Node node) {
        return node.domain().isEmpty() && WEIGHTED.contains(node.opType());
    }

    /** True when at least one weighted layer reads, directly or not, what this node makes. */
    public boolean contains(Node node) {
        return withWeightedBehind.contains(node.id());
    }

    /** True for a weighted layer that has no other behind it. */
    public boolean isLast(Node node) {
        return isWeighted(node) && !contains(node) && !means.contains(node.id());
    }
}
