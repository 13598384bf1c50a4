package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the body of a network ends, told from the graph alone: a layer with weights that has no other such layer behind
 * it is one of the <em>last convolutions</em> (or the classifier's last Gemm), and what follows them is decode.
 */
public final class Body {

    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm");

    private final Set<Integer> withWeightedBehind;

    private Body(Set<Integer> withWeightedBehind) {
        this.withWeightedBehind = withWeightedBehind;
    }

    /** Finds the end of the body of this graph. */
    public static Body of(Graph graph) {
        Set<Integer> withWeightedBehind = new HashSet<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean found = node.outputs().stream()
                    .filter(output -> !output.isEmpty())
                    .flatMap(output -> graph.consumers(output).stream())
                    .anyMatch(reader -> isWeighted(reader) || withWeightedBehind.contains(reader.id()));
            if (found) {
                withWeightedBehind.add(node.id());
            }
        }
        return new Body(withWeightedBehind);
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
        return isWeighted(node) && !contains(node);
    }
}
