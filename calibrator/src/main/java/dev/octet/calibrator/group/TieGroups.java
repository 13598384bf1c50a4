package dev.octet.calibrator.group;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The partition of a graph's tensors into {@linkplain TieGroup tie groups}, found by joining what copying operators
 * read and write. A tensor that nothing copies is a group of its own.
 */
public final class TieGroups {

    private final Map<String, TieGroup> byTensor;

    private TieGroups(Map<String, TieGroup> byTensor) {
        this.byTensor = byTensor;
    }

    /**
     * Groups of the graph.
     *
     * @param graph the graph
     * @param within nodes that may tie tensors; copies outside it (behind the detection head) tie nothing
     */
    public static TieGroups of(Graph graph, Predicate<Node> within) {
        return of(graph, within, Set.of());
    }

    /**
     * Groups of the graph, with Concats whose inputs and output keep scales of their own.
     *
     * @param graph the graph
     * @param within nodes that may tie tensors
     * @param split names of the Concats that tie nothing
     */
    public static TieGroups of(Graph graph, Predicate<Node> within, Set<String> split) {
        DisjointTensors joined = new DisjointTensors();
        Map<String, Boolean> copied = new LinkedHashMap<>();
        graph.inputs().forEach(input -> copied.put(input.name(), false));
        for (Node node : graph.nodes()) {
            boolean copies = within.test(node) && CopyOperators.copies(node) && readsActivation(graph, node);
            boolean ties = copies && !split.contains(node.name());
            for (String output : node.outputs()) {
                if (output.isEmpty()) {
                    continue;
                }
                copied.put(output, copies);
                if (ties) {
                    CopyOperators.sources(node).stream()
                            .filter(source -> graph.initializer(source).isEmpty())
                            .forEach(source -> joined.join(source, output));
                }
            }
        }
        Map<String, List<String>> members = new LinkedHashMap<>();
        copied.keySet()
                .forEach(tensor -> members.computeIfAbsent(joined.root(tensor), k -> new ArrayList<>())
                        .add(tensor));
        Map<String, TieGroup> byTensor = new LinkedHashMap<>();
        for (List<String> tensors : members.values()) {
            Set<String> makers = new LinkedHashSet<>();
            for (String tensor : tensors) {
                if (copied.getOrDefault(tensor, false)) {
                    graph.producer(tensor)
                            .filter(node -> split.contains(node.name()))
                            .ifPresent(node -> addMakers(graph, node, byTensor, makers));
                } else {
                    makers.add(tensor);
                }
            }
            TieGroup group = new TieGroup(tensors, List.copyOf(makers));
            tensors.forEach(tensor -> byTensor.put(tensor, group));
        }
        return new TieGroups(byTensor);
    }

    /** What the inputs of a Concat that ties nothing come from: groups in front of it, which are known by then. */
    private static void addMakers(Graph graph, Node concat, Map<String, TieGroup> known, Set<String> makers) {
        for (String source : CopyOperators.sources(concat)) {
            TieGroup group = known.get(source);
            if (graph.initializer(source).isEmpty() && group != null) {
                makers.addAll(group.makers());
            }
        }
    }

    private static boolean readsActivation(Graph graph, Node node) {
        return CopyOperators.sources(node).stream()
                .anyMatch(source -> graph.initializer(source).isEmpty());
    }

    /** The group that holds the tensor. */
    public TieGroup of(String tensor) {
        TieGroup group = byTensor.get(tensor);
        if (group == null) {
            throw new IllegalArgumentException("tensor " + tensor + " is not an activation of this graph");
        }
        return group;
    }

    /** The groups of two and more tensors, in graph order. */
    public List<TieGroup> tied() {
        return byTensor.values().stream()
                .distinct()
                .filter(group -> group.tensors().size() > 1)
                .toList();
    }
}
