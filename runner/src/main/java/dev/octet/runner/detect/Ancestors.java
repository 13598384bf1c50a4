package dev.octet.runner.detect;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The decode in front of a tensor: what makes it, up to the last layers with weights. */
final class Ancestors {

    private Ancestors() {}

    /** Those nodes, nearest first; layers with weights are not among them. */
    static List<Node> of(Graph graph, Collection<String> tensors) {
        List<Node> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        Deque<String> wanted = new ArrayDeque<>(tensors);
        while (!wanted.isEmpty()) {
            graph.producer(wanted.remove())
                    .filter(node -> !Body.isWeighted(node) && seen.add(node.id()))
                    .ifPresent(node -> {
                        found.add(node);
                        wanted.addAll(node.inputs());
                    });
        }
        return found;
    }
}
