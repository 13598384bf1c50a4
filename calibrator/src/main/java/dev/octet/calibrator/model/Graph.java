package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The main graph of a model, indexed: nodes in an order in which they can run, who makes and who reads each tensor,
 * constants, types and shapes. Immutable. Constant nodes count as constants and stay in the list of nodes.
 */
public final class Graph {

    private final List<Node> nodes;
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, List<Node>> consumers = new HashMap<>();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private final List<ValueSpec> inputs;
    private final List<ValueSpec> outputs;
    private final Set<String> outputNames = new HashSet<>();
    private final Map<String, TensorFacts> facts;

    private Graph(ModelProto model, String name) {
        GraphProto graph = model.getGraph();
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), new Initializer(tensor)));
        List<Node> inFileOrder = named(graph);
        inFileOrder.forEach(this::indexConstant);
        graph.getOutputList().forEach(output -> outputNames.add(output.getName()));
        this.nodes = TopologicalOrder.sort(inFileOrder, knownBefore(graph), graph.getOutputList(), name);
        for (Node node : nodes) {
            node.outputs().forEach(output -> producers.put(output, node));
            node.inputs().stream()
                    .distinct()
                    .filter(input -> !input.isEmpty())
                    .forEach(input -> consumers
                            .computeIfAbsent(input, k -> new ArrayList<>())
                            .add(node));
        }
        this.facts = ShapeInference.infer(graph, nodes, initializers);
        this.inputs = graph.getInputList().stream()
                .filter(input -> !initializers.containsKey(input.getName()))
                .map(this::spec)
                .toList();
        this.outputs = graph.getOutputList().stream().map(this::spec).toList();
    }

    static Graph of(ModelProto model, String name) {
        return new Graph(model, name);
    }

    private static List<Node> named(GraphProto graph) {
        Set<String> taken = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (int id = 0; id < graph.getNodeCount(); id++) {
            NodeProto node = graph.getNode(id);
            String name = node.getName().isEmpty() ? node.getOpType() + "_" + id : node.getName();
            while (!taken.add(name)) {
                name = name + "_" + id;
            }
            String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
            nodes.add(new Node(
                    id,
                    name,
                    node.getOpType(),
                    domain,
                    node.getInputList(),
                    node.getOutputList(),
                    Attributes.of(node.getAttributeList())));
        }
        return nodes;
    }

    private void indexConstant(Node node) {
        if (node.opType().equals("Constant") && node.outputs().size() == 1) {
            node.attributes()
                    .constant()
                    .ifPresent(value -> initializers.put(
                            node.outputs().get(0), value.renamed(node.outputs().get(0))));
        }
    }

    private Set<String> knownBefore(GraphProto graph) {
        Set<String> known = new HashSet<>(initializers.keySet());
        graph.getInputList().forEach(input -> known.add(input.getName()));
        return known;
    }

    private ValueSpec spec(ValueInfoProto value) {
        TensorFacts known = TensorFacts.of(value).orElse(TensorFacts.UNKNOWN);
        TensorFacts inferred = facts.getOrDefault(value.getName(), TensorFacts.UNKNOWN);
        TensorShape shape = inferred.shape().or(known::shape).orElse(TensorShape.of());
        return new ValueSpec(value.getName(), known.type().or(inferred::type).orElse(TensorType.FLOAT), shape);
    }

    /** The nodes, each after those that it reads from. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The node that makes the tensor; none for inputs and stored constants. */
    public Optional<Node> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    /** The nodes that read the tensor, each once, in node order. */
    public List<Node> consumers(String tensor) {
        return consumers.getOrDefault(tensor, List.of());
    }

    /** The node that alone reads the tensor, where the model does not return it. */
    public Optional<Node> onlyReader(String tensor) {
        List<Node> readers = consumers(tensor);
        return readers.size() == 1 && !isOutput(tensor) ? Optional.of(readers.get(0)) : Optional.empty();
    }

    /** The constant of this name, stored or made by a Constant node. */
    public Optional<Initializer> initializer(String tensor) {
        return Optional.ofNullable(initializers.get(tensor));
    }

    /** Every constant. */
    public List<Initializer> initializers() {
        return List.copyOf(initializers.values());
    }

    /** What the model is given, without constants. */
    public List<ValueSpec> inputs() {
        return inputs;
    }

    /** What the model returns. */
    public List<ValueSpec> outputs() {
        return outputs;
    }

    /** True when the model returns the tensor. */
    public boolean isOutput(String tensor) {
        return outputNames.contains(tensor);
    }

    /** The tensor's sizes, -1 where open; nothing when its rank is not known. */
    public Optional<TensorShape> shape(String tensor) {
        return facts.getOrDefault(tensor, TensorFacts.UNKNOWN).shape();
    }

    /** The tensor's element type, when it is known. */
    public Optional<TensorType> type(String tensor) {
        return facts.getOrDefault(tensor, TensorFacts.UNKNOWN).type();
    }
}
