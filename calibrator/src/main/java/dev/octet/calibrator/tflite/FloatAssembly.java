package dev.octet.calibrator.tflite;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The Concats that put float outputs together, and what only moves values behind them. A Concat of integers has one scale:
 * boxes of 400 pixels and scores of at most 1 in one output would leave the scores no steps. Each part is made a float in front
 * of it instead, with its own scale; nothing is computed from there on.
 */
record FloatAssembly(Set<Integer> nodes) {

    FloatAssembly {
        nodes = Set.copyOf(nodes);
    }

    static FloatAssembly of(Graph graph, boolean integerFace) {
        if (integerFace) {
            return new FloatAssembly(Set.of());
        }
        Set<Integer> trailing = new HashSet<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean only = CopyOperators.copies(node)
                    && node.outputs().stream()
                            .flatMap(output -> graph.consumers(output).stream())
                            .allMatch(reader -> trailing.contains(reader.id()));
            if (only) {
                trailing.add(node.id());
            }
        }
        Set<Integer> assembly = new HashSet<>();
        for (Node node : nodes) {
            if (trailing.contains(node.id())
                    && (node.opType().equals("Concat")
                            || CopyOperators.sources(node).stream()
                                    .flatMap(source -> graph.producer(source).stream())
                                    .anyMatch(maker -> assembly.contains(maker.id())))) {
                assembly.add(node.id());
            }
        }
        return new FloatAssembly(assembly);
    }

    boolean contains(Node node) {
        return nodes.contains(node.id());
    }
}
