package dev.octet.calibrator.place;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.group.TieGroup;
import dev.octet.calibrator.group.TieGroups;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides node by node, from the outputs backwards, and derives from that which tensors get a Q/DQ pair. */
public final class PlacementPlanner {

    private final Graph graph;
    private final DeploymentTarget target;
    private final List<Pattern> exclusions;
    private final Set<String> sensitive;
    private final Body body;
    private final TieGroups groups;
    private final Map<Integer, NodeDecision> decisions = new HashMap<>();
    private final Set<Integer> islands = new HashSet<>();

    private PlacementPlanner(
            Graph graph,
            DeploymentTarget target,
            List<Pattern> exclusions,
            Set<String> sensitive,
            Set<String> splitConcats) {
        this.sensitive = Set.copyOf(sensitive);
        this.graph = graph;
        this.target = target;
        this.exclusions = exclusions;
        this.body = Body.of(graph);
        this.groups = TieGroups.of(graph, body::contains, splitConcats);
    }

    /**
     * The placement for a target.
     *
     * @param graph the float graph
     * @param target whose rules apply
     * @param exclusions node names to leave in float; a pattern matches anywhere in the name
     */
    public static Placement plan(Graph graph, DeploymentTarget target, List<Pattern> exclusions) {
        return plan(graph, target, exclusions, Set.of());
    }

    /**
     * The placement for a target, with nodes that a search left in float.
     *
     * @param graph the float graph
     * @param target whose rules apply
     * @param exclusions node names to leave in float; a pattern matches anywhere in the name
     * @param sensitive names of nodes that a search left in float
     */
    public static Placement plan(
            Graph graph, DeploymentTarget target, List<Pattern> exclusions, Set<String> sensitive) {
        return plan(graph, target, exclusions, sensitive, Set.of());
    }

    /**
     * The placement for a target, with nodes that a search left in float and Concats that tie no scales.
     *
     * @param graph the float graph
     * @param target whose rules apply
     * @param exclusions node names to leave in float; a pattern matches anywhere in the name
     * @param sensitive names of nodes that a search left in float
     * @param splitConcats names of Concats whose inputs and output keep scales of their own
     */
    public static Placement plan(
            Graph graph,
            DeploymentTarget target,
            List<Pattern> exclusions,
            Set<String> sensitive,
            Set<String> splitConcats) {
        return new PlacementPlanner(graph, target, exclusions, sensitive, splitConcats).plan();
    }

    private Placement plan() {
        findIslands();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            decisions.put(node.id(), decide(node));
        }
        List<Node> layers = nodes.stream()
                .filter(node -> Body.isWeighted(node) && isInteger(node))
                .toList();
        List<QuantizedTensor> tensors = target.style() == QdqStyle.INPUTS_ONLY ? inputPairs() : allPairs();
        List<String> unmatched = exclusions.stream()
                .filter(pattern -> nodes.stream()
                        .noneMatch(node -> pattern.matcher(node.name()).find()))
                .map(Pattern::pattern)
                .toList();
        return new Placement(
                tensors, layers, nodes.stream().map(node -> decision(node)).toList(), unmatched);
    }

    private void findIslands() {
        for (Node node : graph.nodes()) {
            if (Body.isWeighted(node)) {
                ActivationPattern.behind(graph, node.outputs().get(0))
                        .filter(pattern -> target.style() == QdqStyle.INPUTS_ONLY
                                || target.floatActivations()
                                        .contains(pattern.nodes().get(0).opType()))
                        .ifPresent(pattern -> pattern.nodes().forEach(member -> islands.add(member.id())));
            }
        }
    }

    private NodeDecision decide(Node node) {
        if (!body.contains(node)) {
            return inFloat(node, body.isLast(node) ? Reason.LAST_CONVOLUTION : Reason.BEHIND_LAST_CONVOLUTION);
        }
        if (exclusions.stream().anyMatch(pattern -> pattern.matcher(node.name()).find())) {
            return inFloat(node, Reason.EXCLUDED);
        }
        if (sensitive.contains(node.name())) {
            return inFloat(node, Reason.SENSITIVE);
        }
        if (Body.isWeighted(node)) {
            return decideLayer(node);
        }
        if (islands.contains(node.id())) {
            return inFloat(
                    node, target.style() == QdqStyle.INPUTS_ONLY ? Reason.FUSED_ACTIVATION : Reason.FLOAT_ISLAND);
        }
        boolean copies = CopyOperators.copies(node);
        if (target.style() == QdqStyle.INPUTS_ONLY
                && node.opType().equals("Add")
                && skipInput(node).isPresent()) {
            return inFloat(node, Reason.RESIDUAL_SUM);
        }
        if (!copies && !target.integerOperators().contains(node.opType())) {
            return inFloat(node, Reason.UNSUPPORTED_OPERATOR);
        }
        if (!copies && activationInputs(node).size() < node.inputs().size()) {
            return inFloat(node, Reason.CONSTANT_OPERAND);
        }
        if (!readsFloats(node)) {
            return inFloat(node, Reason.NOT_FLOAT);
        }
        boolean feedsIntegers = node.outputs().stream()
                .flatMap(output -> graph.consumers(output).stream())
                .anyMatch(this::isInteger);
        if (!feedsIntegers) {
            return inFloat(node, Reason.FEEDS_FLOAT);
        }
        return new NodeDecision(node, Precision.INT8, copies ? Reason.COPIES_INTEGERS : Reason.QUANTIZED);
    }

    private NodeDecision decideLayer(Node node) {
        if (!target.integerLayers().contains(node.opType())) {
            return inFloat(node, Reason.UNSUPPORTED_OPERATOR);
        }
        if (node.inputs().size() < 2 || graph.initializer(node.inputs().get(1)).isEmpty()) {
            return inFloat(node, Reason.WEIGHTS_NOT_CONSTANT);
        }
        if (!readsFloats(node)) {
            return inFloat(node, Reason.NOT_FLOAT);
        }
        return new NodeDecision(node, Precision.INT8, Reason.QUANTIZED);
    }

    private boolean readsFloats(Node node) {
        return graph.type(node.inputs().get(0)).orElse(TensorType.FLOAT) == TensorType.FLOAT;
    }

    private static NodeDecision inFloat(Node node, Reason reason) {
        return new NodeDecision(node, Precision.FLOAT, reason);
    }

    private NodeDecision decision(Node node) {
        NodeDecision decision = decisions.get(node.id());
        if (decision == null) {
            throw new IllegalStateException("node " + node.name() + " was not decided before it was asked for");
        }
        return decision;
    }

    private boolean isInteger(Node node) {
        return decision(node).precision() == Precision.INT8;
    }

    /** Pairs on what integer layers read, and on the skip input of residual sums. */
    private List<QuantizedTensor> inputPairs() {
        Map<String, List<Edge>> readers = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (Body.isWeighted(node) && isInteger(node)) {
                add(readers, new Edge(node, 0));
            } else if (decision(node).reason() == Reason.RESIDUAL_SUM) {
                skipInput(node).ifPresent(index -> add(readers, new Edge(node, index)));
            }
        }
        return pairs(readers);
    }

    /** Pairs on everything that integer nodes read or make. */
    private List<QuantizedTensor> allPairs() {
        Set<String> quantized = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (isInteger(node)) {
                activationInputs(node).forEach(edge -> quantized.add(edge.tensor()));
                quantized.addAll(node.outputs());
            }
        }
        Map<String, List<Edge>> readers = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            for (Edge edge : activationInputs(node)) {
                boolean madeByIntegers =
                        graph.producer(edge.tensor()).map(this::isInteger).orElse(false);
                if (quantized.contains(edge.tensor()) && (isInteger(node) || madeByIntegers)) {
                    add(readers, edge);
                }
            }
        }
        return pairs(readers);
    }

    private List<Edge> activationInputs(Node node) {
        int count = Body.isWeighted(node) ? 1 : node.inputs().size();
        if (CopyOperators.copies(node)) {
            count = CopyOperators.sources(node).size();
        }
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String tensor = node.inputs().get(i);
            if (!tensor.isEmpty() && graph.initializer(tensor).isEmpty()) {
                edges.add(new Edge(node, i));
            }
        }
        return edges;
    }

    private static void add(Map<String, List<Edge>> readers, Edge edge) {
        readers.computeIfAbsent(edge.tensor(), tensor -> new ArrayList<>()).add(edge);
    }

    private List<QuantizedTensor> pairs(Map<String, List<Edge>> readers) {
        List<QuantizedTensor> pairs = new ArrayList<>();
        readers.forEach((tensor, edges) -> pairs.add(new QuantizedTensor(tensor, edges, rangeOf(tensor))));
        return pairs;
    }

    private RangeSource rangeOf(String tensor) {
        Optional<Node> producer = graph.producer(tensor);
        if (producer.isPresent() && producer.get().opType().equals("Sigmoid")) {
            return new RangeSource.Fixed(0, 1);
        }
        if (producer.isPresent() && Body.isWeighted(producer.get())) {
            Optional<ActivationPattern> pattern = ActivationPattern.behind(graph, tensor);
            if (pattern.isPresent()) {
                String output = pattern.get().output();
                return new RangeSource.BeforeActivation(
                        pattern.get().activation(), new RangeSource.Observed(output, List.of(output), false));
            }
        }
        TieGroup group = groups.of(tensor);
        boolean bounded = group.makers().stream().allMatch(maker -> ImageValues.holds(graph, maker));
        RangeSource.Observed observed = new RangeSource.Observed(group.name(), group.makers(), bounded);
        boolean gate = !graph.consumers(tensor).isEmpty()
                && graph.consumers(tensor).stream()
                        .allMatch(reader -> reader.opType().equals("Sigmoid"));
        return gate ? new RangeSource.BeforeGate(observed) : observed;
    }

    /**
     * Which input of a sum is the skip connection: the one that is not the private output of a convolution and its
     * activation. When both are, the second.
     */
    private Optional<Integer> skipInput(Node add) {
        if (add.inputs().stream().anyMatch(input -> graph.initializer(input).isPresent())) {
            return Optional.empty();
        }
        boolean first = isPrivateLayerOutput(add.inputs().get(0));
        boolean second = isPrivateLayerOutput(add.inputs().get(1));
        if (!first && !second) {
            return Optional.empty();
        }
        return Optional.of(first ? 1 : 0);
    }

    private boolean isPrivateLayerOutput(String tensor) {
        if (graph.consumers(tensor).size() != 1 || graph.isOutput(tensor)) {
            return false;
        }
        Optional<Node> producer = graph.producer(tensor);
        if (producer.isEmpty()) {
            return false;
        }
        return Body.isWeighted(producer.get())
                || islands.contains(producer.get().id());
    }
}
