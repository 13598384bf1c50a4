package dev.octet.calibrator.search;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.Edge;
import dev.octet.calibrator.place.QuantizedTensor;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What it takes to leave the tensors of a choice in float.
 *
 * @param nodes names of the nodes that stay in float then: the layers that read the tensors, and the element-wise nodes
 *     that make or read them
 * @param macs multiply-accumulate operations that are then in float
 */
record FloatOption(Set<String> nodes, long macs) {

    FloatOption {
        nodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
    }

    static FloatOption of(RangeChoice choice, Graph graph, Map<Integer, Long> macsByNode) {
        Set<Node> nodes = new LinkedHashSet<>();
        for (QuantizedTensor tensor : choice.tensors()) {
            graph.producer(tensor.tensor()).filter(FloatOption::isElementwise).ifPresent(maker -> {
                nodes.add(maker);
                addGate(graph, maker, nodes);
            });
            for (Edge edge : tensor.readers()) {
                if (!CopyOperators.copies(edge.reader())) {
                    nodes.add(edge.reader());
                }
            }
        }
        Set<String> names = new LinkedHashSet<>();
        long macs = 0;
        for (Node node : nodes) {
            names.add(node.name());
            macs += macsByNode.getOrDefault(node.id(), 0L);
        }
        return new FloatOption(names, macs);
    }

    private static boolean isElementwise(Node node) {
        return !Body.isWeighted(node) && !CopyOperators.copies(node);
    }

    /** A product's sigmoid stays with it: in integers between two float nodes it would cost two conversions. */
    private static void addGate(Graph graph, Node maker, Set<Node> nodes) {
        for (String input : maker.inputs()) {
            graph.producer(input)
                    .filter(node -> node.opType().equals("Sigmoid"))
                    .ifPresent(nodes::add);
        }
    }
}
