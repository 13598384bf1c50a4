package dev.octet.calibrator.search;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.Node;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What nodes cost in float: their operations, and for a target that converts on the way in and out as many operations as
 * take the time of converting the values that cross.
 */
final class FloatCost {

    private final Graph graph;
    private final Map<Integer, Long> macsByNode;
    private final long macs;
    private final int perValue;

    /**
     * Costs in a graph.
     *
     * @param perValue operations in the time of one conversion
     */
    FloatCost(Graph graph, int perValue) {
        ModelCost cost = ModelCost.of(graph);
        this.graph = graph;
        this.macsByNode = cost.macsByNode();
        this.macs = Math.max(1, cost.macs());
        this.perValue = perValue;
    }

    /** Operations of the whole network, at least 1. */
    long network() {
        return macs;
    }

    /** Operations of the nodes. */
    long macs(Set<Node> nodes) {
        return nodes.stream()
                .mapToLong(node -> macsByNode.getOrDefault(node.id(), 0L))
                .sum();
    }

    /** Operations of the nodes and what the conversions around them cost. */
    long of(Set<Node> nodes) {
        return macs(nodes) + (perValue == 0 ? 0 : perValue * crossing(nodes));
    }

    /** Values that enter the nodes from others, or leave them for others. */
    private long crossing(Set<Node> nodes) {
        Set<String> tensors = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                if (graph.producer(input)
                        .filter(maker -> !nodes.contains(maker))
                        .isPresent()) {
                    tensors.add(input);
                }
            }
            for (String output : node.outputs()) {
                if (!nodes.containsAll(graph.consumers(output))) {
                    tensors.add(output);
                }
            }
        }
        return tensors.stream()
                .mapToLong(tensor -> ModelCost.values(graph, tensor))
                .sum();
    }
}
