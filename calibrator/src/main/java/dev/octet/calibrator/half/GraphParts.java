package dev.octet.calibrator.half;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The parts of a detector that compute with numbers for which half precision is too coarse. */
final class GraphParts {

    private static final Set<String> SELECTIONS = Set.of("NonMaxSuppression", "TopK");

    private final Set<Integer> ofShapes = new HashSet<>();
    private final Set<Integer> ofSelection = new HashSet<>();

    private GraphParts() {}

    static GraphParts of(Graph graph) {
        GraphParts parts = new GraphParts();
        parts.findShapes(graph);
        parts.findSelection(graph);
        return parts;
    }

    /**
     * True where a node computes with sizes: it reads what a Shape or Size node gave, and beside that constants only. Sizes
     * beyond 2048 are not exact in half precision.
     */
    boolean computesSizes(Node node) {
        return ofShapes.contains(node.id());
    }

    /**
     * True where a node belongs to the selection of boxes: it makes what NonMaxSuppression, TopK or a plugin reads, or reads
     * what they made, behind the last layer with weights. Coordinates beyond 512 have steps of 0.5 in half precision, and
     * offsets by class reach 50,000.
     */
    boolean selectsBoxes(Node node) {
        return ofSelection.contains(node.id());
    }

    private void findShapes(Graph graph) {
        Set<String> sizes = new HashSet<>();
        for (Node node : graph.nodes()) {
            boolean source = node.opType().equals("Shape") || node.opType().equals("Size");
            boolean derived = node.inputs().stream().anyMatch(sizes::contains)
                    && node.inputs().stream()
                            .allMatch(input -> input.isEmpty()
                                    || sizes.contains(input)
                                    || graph.initializer(input).isPresent());
            if ((source || derived) && !node.opType().equals("ConstantOfShape")) {
                sizes.addAll(node.outputs());
                if (!source) {
                    ofShapes.add(node.id());
                }
            }
        }
    }

    private void findSelection(Graph graph) {
        Set<Integer> beforeWeights = new HashSet<>();
        graph.nodes().stream()
                .filter(node -> HalfOperators.WEIGHTED.contains(node.opType()))
                .forEach(node -> closure(node, graph, true, beforeWeights));
        graph.nodes().stream()
                .filter(node ->
                        SELECTIONS.contains(node.opType()) || node.opType().contains("NMS"))
                .filter(node -> !beforeWeights.contains(node.id()))
                .forEach(node -> {
                    Set<Integer> around = new HashSet<>();
                    closure(node, graph, true, around);
                    Set<Integer> behind = new HashSet<>();
                    closure(node, graph, false, behind);
                    around.addAll(behind);
                    around.removeAll(beforeWeights);
                    around.remove(node.id());
                    ofSelection.addAll(around);
                });
    }

    /** The node and all that it is made from, or all that is made from it. */
    private static void closure(Node from, Graph graph, boolean backward, Set<Integer> found) {
        Deque<Node> open = new ArrayDeque<>();
        if (found.add(from.id())) {
            open.add(from);
        }
        while (!open.isEmpty()) {
            Node node = open.remove();
            if (backward) {
                node.inputs()
                        .forEach(input -> graph.producer(input)
                                .filter(next -> found.add(next.id()))
                                .ifPresent(open::add));
            } else {
                node.outputs()
                        .forEach(output -> graph.consumers(output).stream()
                                .filter(next -> found.add(next.id()))
                                .forEach(open::add));
            }
        }
    }
}
