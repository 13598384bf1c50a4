package dev.octet.calibrator.finetune;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.libtorch.Activations;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.rewrite.QdqRewriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX graph on libtorch, up to the tensors that are wanted. Its float constants are tensors that may be trained. For one
 * thread at a time. Owner of the constants.
 */
public final class TorchGraph implements AutoCloseable {

    private final Graph graph;
    private final List<Node> nodes;
    private final List<String> wanted;
    private final TensorScope scope;
    private final Map<String, Tensor> constants = new HashMap<>();
    private final Map<String, Integer> lastReader = new HashMap<>();

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private TorchGraph(OnnxModel model, List<String> wanted, TorchDevice device) {
        this.graph = model.graph();
        this.wanted = List.copyOf(wanted);
        this.nodes = graph.nodes().stream()
                .filter(node -> !node.opType().equals("Constant"))
                .toList();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).inputs()) {
                lastReader.put(input, i);
            }
        }
        this.scope = TensorScope.open(device);
    }

    /**
     * Prepares a graph.
     *
     * @param model with float32 inputs; is brought to operator set 13 where it is older
     * @param wanted the tensors to compute; what lies behind them is not looked at, such as an NMS
     * @param device where it is computed
     * @throws ToolkitException {@code UNSUPPORTED}, naming each operator that is not known, or when libtorch is not here
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public static TorchGraph of(OnnxModel model, List<String> wanted, TorchDevice device) {
        OnnxModel cut = cut(model, wanted);
        TorchOperators.requireAll(cut.graph(), model.name());
        return new TorchGraph(cut, wanted, device);
    }

    /**
     * Checks that a graph could be prepared, before anything that takes long.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, naming each operator that is not known
     */
    public static void requireSupported(OnnxModel model, List<String> wanted) {
        TorchOperators.requireAll(cut(model, wanted).graph(), model.name());
    }

    private static OnnxModel cut(OnnxModel model, List<String> wanted) {
        return ExposedModel.of(model.upgradedTo(Math.max(model.opset(), QdqRewriter.MINIMUM_OPSET)), wanted);
    }

    /** The operators that a graph may have, by their ONNX names. */
    public static Set<String> operators() {
        return TorchOperators.names();
    }

    /** The graph that is computed. */
    Graph graph() {
        return graph;
    }

    /** A float32 constant of the graph, made on first use. */
    Tensor constant(String name) {
        return constants.computeIfAbsent(name, n -> upload(graph.initializer(n).orElseThrow()));
    }

    private Tensor upload(Initializer value) {
        long[] shape = value.shape().toArray();
        if (value.type() == TensorType.FLOAT) {
            return scope.floats(value.floats(), shape);
        }
        if (value.type() == TensorType.INT64 || value.type() == TensorType.INT32) {
            return scope.longs(value.longs(), shape);
        }
        throw new ToolkitException(
                FailureKind.UNSUPPORTED,
                "The constant " + value.name() + " is of type " + value.type() + ", which training does not know.",
                "Export the model in float32.");
    }

    /**
     * Computes the wanted tensors.
     *
     * @param inputs of the graph by name
     * @param step the scope that all results belong to; what is made on the way is released as soon as nobody reads it
     * @return the wanted tensors by name
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs, TensorScope step) {
        return run(inputs, step, EdgeRule.NONE);
    }

    Map<String, Tensor> run(Map<String, Tensor> inputs, TensorScope step, EdgeRule rule) {
        Map<String, Tensor> values = new HashMap<>(inputs);
        Set<String> fused = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (isGate(node, rule)) {
                fused.add(node.outputs().get(0));
                continue;
            }
            List<Tensor> made = fused.contains(node.inputOrEmpty(1)) || fused.contains(node.inputOrEmpty(0))
                    ? List.of(silu(node, fused, values, step))
                    : TorchOperators.of(node).run(new NodeRun(graph, node, inputs(node, values, rule), step));
            for (int o = 0; o < node.outputs().size(); o++) {
                if (!node.outputs().get(o).isEmpty()) {
                    values.put(node.outputs().get(o), made.get(o));
                }
            }
            release(i, inputs.keySet(), values, fused, rule);
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        wanted.forEach(name -> results.put(name, java.util.Objects.requireNonNull(values.get(name), name)));
        return results;
    }

    private List<Optional<Tensor>> inputs(Node node, Map<String, Tensor> values, EdgeRule rule) {
        List<Optional<Tensor>> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String name = node.inputs().get(i);
            if (name.isEmpty()) {
                inputs.add(Optional.empty());
                continue;
            }
            Tensor value = values.get(name);
            Tensor read = value == null ? constant(name) : value;
            inputs.add(Optional.of(rule.applies(node, i) ? rule.at(node, i, read) : read));
        }
        return inputs;
    }

    /** A Sigmoid of which only the product with its own input is wanted: {@code x * sigmoid(x)} is one operator. */
    private boolean isGate(Node node, EdgeRule rule) {
        if (!node.opType().equals("Sigmoid") || rule.applies(node, 0)) {
            return false;
        }
        String output = node.outputs().get(0);
        List<Node> readers = graph.consumers(output);
        if (readers.size() != 1
                || wanted.contains(output)
                || !readers.get(0).opType().equals("Mul")) {
            return false;
        }
        Node product = readers.get(0);
        Set<String> factors = Set.copyOf(product.inputs());
        return factors.equals(Set.of(output, node.inputs().get(0)))
                && !rule.applies(product, 0)
                && !rule.applies(product, 1);
    }

    private Tensor silu(Node product, Set<String> fused, Map<String, Tensor> values, TensorScope step) {
        String factor = product.inputs().get(fused.contains(product.inputs().get(0)) ? 1 : 0);
        Tensor x = values.get(factor);
        return Activations.in(step).silu(x == null ? constant(factor) : x);
    }

    private void release(int at, Set<String> given, Map<String, Tensor> values, Set<String> fused, EdgeRule rule) {
        for (String input : Set.copyOf(nodes.get(at).inputs())) {
            boolean last = Integer.valueOf(at).equals(lastReader.get(input));
            if (last && !given.contains(input) && !wanted.contains(input) && !fused.contains(input)) {
                Tensor value = values.remove(input);
                if (value != null) {
                    value.close();
                }
                rule.done(input);
            }
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
