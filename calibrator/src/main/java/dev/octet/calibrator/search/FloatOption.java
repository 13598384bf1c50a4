package dev.octet.calibrator.search;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.Edge;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.place.RangeSource;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What it takes to leave the tensors of a choice in float.
 *
 * @param nodes that stay in float then: the layers that read the tensors, the element-wise nodes that make or read them, and
 *     for what goes into an activation the layer that makes it
 */
record FloatOption(Set<Node> nodes) {

    FloatOption {
        nodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
    }

    static FloatOption of(RangeChoice choice, Graph graph) {
        Set<Node> nodes = new LinkedHashSet<>();
        for (QuantizedTensor tensor : choice.tensors()) {
            boolean inside = tensor.range() instanceof RangeSource.BeforeActivation;
            graph.producer(tensor.tensor())
                    .filter(maker -> inside || isElementwise(maker))
                    .ifPresent(maker -> {
                        nodes.add(maker);
                        addGate(graph, maker, nodes);
                    });
            for (Edge edge : tensor.readers()) {
                if (!CopyOperators.copies(edge.reader())) {
                    nodes.add(edge.reader());
                }
            }
        }
        return new FloatOption(nodes);
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
