package dev.octet.calibrator.torchscript;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.libtorch.QuantizedWeights;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One graph on its way to a script: what the rules share. */
final class Conversion {

    private final Graph graph;
    private final Script script;

    /** Variables, or slots of the module, that hold a tensor's values as they are. */
    private final Map<String, String> plain = new HashMap<>();

    /** Outputs of QuantizeLinear. */
    private final Map<String, Levels> levels = new HashMap<>();

    /** Outputs of DequantizeLinear, and what they read. */
    private final Map<String, Levels> views = new HashMap<>();

    private final Map<String, QuantizedWeights> weights = new HashMap<>();
    private final Map<String, ScriptConstant.Floats> biases = new HashMap<>();
    private final Set<Integer> fused = new HashSet<>();
    private int integerNodes;
    private int floatNodes;

    /** Each quantized tensor is replaced by a given one once it was made. */
    private final boolean replacing;

    private Conversion(Graph graph, boolean replacing) {
        this.graph = graph;
        this.replacing = replacing;
        this.script = new Script(graph.inputs().size());
    }

    /**
     * Converts a graph.
     *
     * @param graph of operator set 13 or later
     * @param model what messages call it
     * @throws ToolkitException {@code UNSUPPORTED} when a node has no counterpart
     */
    static Conversion of(Graph graph, String model) {
        return of(graph, model, false);
    }

    /** The same with each quantized tensor replaced by a given one once it was made, for a comparison layer by layer. */
    static Conversion replacing(Graph graph, String model) {
        return of(graph, model, true);
    }

    private static Conversion of(Graph graph, String model, boolean replacing) {
        ScriptRules.requireAll(graph, model);
        Conversion conversion = new Conversion(graph, replacing);
        conversion.inputs(model);
        for (Node node : graph.nodes()) {
            if (!conversion.fused.contains(node.id())) {
                ScriptRules.of(node).emit(conversion, node);
            }
        }
        return conversion;
    }

    private void inputs(String model) {
        for (int i = 0; i < graph.inputs().size(); i++) {
            ValueSpec input = graph.inputs().get(i);
            if (input.type() != TensorType.FLOAT) {
                throw new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "Input '" + input.name() + "' of " + model + " is of type " + input.type()
                                + "; the export to TorchScript takes float32.",
                        "Export the ONNX model with float32 inputs.");
            }
            plain.put(input.name(), script.parameter(i));
        }
    }

    Graph graph() {
        return graph;
    }

    Script script() {
        return script;
    }

    /** Nodes that compute on 8-bit integers; pairs of Q and DQ do not count. */
    int integerNodes() {
        return integerNodes;
    }

    /** Nodes that compute on floats. */
    int floatNodes() {
        return floatNodes;
    }

    /** The variables that hold the graph's outputs. */
    List<String> outputs() {
        return graph.outputs().stream().map(output -> read(output.name())).toList();
    }

    /** The expression that reads a tensor's values as they are; integers become floats where nobody wanted these before. */
    String read(String tensor) {
        String known = plain.get(tensor);
        if (known != null) {
            return known;
        }
        String made = views.containsKey(tensor)
                ? script.assign("torch.dequantize(" + views.get(tensor).variable() + ")")
                : constant(tensor);
        plain.put(tensor, made);
        return made;
    }

    private String constant(String tensor) {
        if (weights.containsKey(tensor)) {
            String slot = script.hold(new ScriptConstant.Weights(weights.get(tensor)));
            return script.assign("torch.dequantize(" + slot + ")");
        }
        if (biases.containsKey(tensor)) {
            return script.hold(biases.get(tensor));
        }
        Initializer value = graph.initializer(tensor)
                .orElseThrow(() -> new IllegalStateException("tensor " + tensor + " was not made"));
        long[] shape = value.shape().toArray();
        return script.hold(
                value.type() == TensorType.FLOAT
                        ? new ScriptConstant.Floats(value.floats(), shape)
                        : new ScriptConstant.Longs(value.integers(), shape));
    }

    /** The expression that reads a node's input. */
    String read(Node node, int index) {
        return read(node.inputs().get(index));
    }

    boolean has(Node node, int index) {
        return !node.inputOrEmpty(index).isEmpty();
    }

    /** The integers that a node's input comes from. */
    Optional<Levels> integers(String tensor) {
        return Optional.ofNullable(views.get(tensor));
    }

    /** What a QuantizeLinear has made. */
    Optional<Levels> levels(String tensor) {
        return Optional.ofNullable(levels.get(tensor));
    }

    /** The 8-bit constant that a tensor is made from. */
    Optional<QuantizedWeights> weights(String tensor) {
        return Optional.ofNullable(weights.get(tensor));
    }

    /** The floats of a constant, whether stored as such or as int32. */
    Optional<float[]> constantFloats(String tensor) {
        return Optional.ofNullable(biases.get(tensor))
                .map(ScriptConstant.Floats::values)
                .or(() -> graph.initializer(tensor)
                        .filter(value -> value.type() == TensorType.FLOAT)
                        .map(Initializer::floats));
    }

    void putLevels(String tensor, Levels made) {
        levels.put(tensor, replacing ? script.replace(tensor, made) : made);
    }

    void putView(String tensor, Levels read) {
        views.put(tensor, read);
    }

    void putWeights(String tensor, QuantizedWeights constant) {
        weights.put(tensor, constant);
    }

    void putBias(String tensor, ScriptConstant.Floats constant) {
        biases.put(tensor, constant);
    }

    /** The expression is the value of the node's only output, in floats. */
    void make(Node node, String expression) {
        plain.put(node.outputs().get(0), script.assign(expression));
        floatNodes++;
    }

    /** Each output of the node is an expression. */
    void makeAll(Node node, List<String> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            if (i < node.outputs().size() && !node.outputs().get(i).isEmpty()) {
                plain.put(node.outputs().get(i), script.assign(expressions.get(i)));
            }
        }
        floatNodes++;
    }

    /** The expression, in integers of this grid, is what the last of the nodes that become one makes. */
    void makeIntegers(Node last, Grid grid, String expression) {
        putLevels(last.outputs().get(0), new Levels(script.assign(expression), grid));
        fused.add(last.id());
        integerNodes++;
    }

    /** Another name for the same. */
    void alias(String from, String to) {
        integers(from).ifPresent(read -> views.put(to, read));
        weights(from).ifPresent(constant -> weights.put(to, constant));
        if (!views.containsKey(to) && !weights.containsKey(to)) {
            plain.put(to, read(from));
        }
    }

    /** The shape of a tensor, if all of it is known. */
    Optional<TensorShape> shape(String tensor) {
        return graph.shape(tensor).filter(TensorShape::isKnown);
    }

    /** The integers of a constant input. */
    long[] longs(Node node, int index) {
        return graph.initializer(node.inputOrEmpty(index))
                .map(Initializer::integers)
                .orElseThrow(() -> unsupported(node, "has input " + index + " computed, expected a constant"));
    }

    /** The integers of an input, or of the attribute of that name; nothing where both are left out. */
    Optional<long[]> longs(Node node, int index, String attribute) {
        if (has(node, index)) {
            return Optional.of(longs(node, index));
        }
        return node.attributes().has(attribute)
                ? Optional.of(node.attributes().integers(attribute).stream()
                        .mapToLong(Long::longValue)
                        .toArray())
                : Optional.empty();
    }

    /** A constant number that may be left out. */
    Optional<Float> number(Node node, int index) {
        if (!has(node, index)) {
            return Optional.empty();
        }
        return Optional.of(constantFloats(node.inputs().get(index))
                .orElseThrow(() -> unsupported(node, "has input " + index + " computed, expected a constant"))[0]);
    }

    ToolkitException unsupported(Node node, String why) {
        return new ToolkitException(
                FailureKind.UNSUPPORTED,
                "Node " + node.name() + " (" + node.opType() + ") cannot be exported to TorchScript: it " + why + ".",
                ScriptRules.REMEDY);
    }
}
