package dev.octet.calibrator.adopt;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.Body;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the Q/DQ out of a model: integer constants become the floats that they stand for, pairs on activations vanish. */
final class PairRemoval {

    private final Graph graph;
    private final PairReader reader;
    private final ModelEditor editor;

    /** What a tensor is read as when the pairs are gone. */
    private final Map<String, String> replaced = new HashMap<>();

    /** Constants that were quantized, as floats, by the tensor of their integers. */
    private final Map<String, QuantizedConstant> constants = new HashMap<>();

    /** Tensors of integers that come from a QuantizeLinear, whatever moved them since. */
    private final Set<String> integers = new LinkedHashSet<>();

    private final Map<String, PairGrid> gridOfConstant = new HashMap<>();
    private final Map<String, Set<PairGrid>> tensors = new LinkedHashMap<>();

    private PairRemoval(OnnxModel original) {
        this.graph = original.graph();
        this.reader = new PairReader(graph, original.name());
        this.editor = original.edit();
    }

    /**
     * The model without its Q/DQ.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when it computes on integers otherwise than by
     *     Q/DQ, or in other types than of 8 and 16 bits
     */
    static FloatForm of(OnnxModel model) {
        return new PairRemoval(model).run();
    }

    private FloatForm run() {
        for (Node node : graph.nodes()) {
            if (PairReader.quantizes(node)) {
                quantize(node);
            } else if (PairReader.dequantizes(node)) {
                dequantize(node);
            } else {
                pass(node);
            }
        }
        keepOutputs();
        editor.removeUnusedInitializers();
        editor.forgetInnerValues();
        return new FloatForm(editor.build(), named(tensors), weights());
    }

    private void quantize(Node node) {
        String source = node.inputs().get(0);
        String output = node.outputs().get(0);
        Optional<Initializer> constant = graph.initializer(source);
        PairGrid grid = reader.grid(node, Optional.empty(), rank(source));
        if (constant.isPresent()) {
            constants.put(output, QuantizedConstant.of(constant.get(), grid));
        } else {
            String root = root(source);
            tensors.computeIfAbsent(root, k -> new LinkedHashSet<>()).add(grid);
            replaced.put(output, root);
            integers.add(output);
        }
        editor.removeNode(node);
    }

    private void dequantize(Node node) {
        String source = node.inputs().get(0);
        String output = node.outputs().get(0);
        QuantizedConstant known = constants.get(source);
        Optional<Initializer> stored = graph.initializer(source);
        if (known == null && stored.isPresent()) {
            PairGrid grid = reader.grid(
                    node, Optional.of(stored.get().type()), stored.get().shape().rank());
            known = QuantizedConstant.stored(stored.get(), grid);
        }
        if (known != null) {
            editor.addInitializer(known.floats(output));
            gridOfConstant.put(output, known.grid());
        } else if (integers.contains(source)) {
            replaced.put(output, root(source));
        } else {
            throw reader.unsupported(node, "reads integers that no QuantizeLinear made and that are no constant");
        }
        editor.removeNode(node);
    }

    private void pass(Node node) {
        boolean onIntegers = node.inputs().stream().anyMatch(integers::contains);
        if (onIntegers && !CopyOperators.copies(node)) {
            throw reader.unsupported(node, "computes on integers");
        }
        if (onIntegers) {
            integers.addAll(node.outputs());
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            String root = root(node.inputs().get(i));
            if (!root.equals(node.inputs().get(i))) {
                editor.replaceInput(node, i, root);
            }
        }
    }

    private String root(String tensor) {
        return replaced.getOrDefault(tensor, tensor);
    }

    private int rank(String tensor) {
        return graph.shape(tensor).map(shape -> shape.rank()).orElse(0);
    }

    /** What the model returned behind a pair is now made in front of it, under the name that the model returns. */
    private void keepOutputs() {
        Map<String, String> names = new HashMap<>();
        for (ValueSpec output : graph.outputs()) {
            String root = root(output.name());
            if (integers.contains(output.name())) {
                throw reader.unsupported(
                        graph.producer(output.name()).orElseThrow(),
                        "makes the output " + output.name() + " in integers");
            }
            if (root.equals(output.name())) {
                continue;
            }
            if (graph.producer(root).isPresent() && !graph.isOutput(root) && !names.containsKey(root)) {
                names.put(root, output.name());
            } else {
                String name = output.name();
                editor.addNode("Identity", "", name + "_value", List.of(root), List.of(name), Map.of());
            }
        }
        editor.renameTensors(names);
        names.forEach((from, to) -> {
            Set<PairGrid> grids = tensors.remove(from);
            if (grids != null) {
                tensors.put(to, grids);
            }
        });
    }

    private Map<String, PairGrid> weights() {
        Map<String, PairGrid> weights = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            PairGrid grid = Body.isWeighted(node) ? gridOfConstant.get(node.inputOrEmpty(1)) : null;
            if (grid != null) {
                weights.put(node.name(), grid);
            }
        }
        return weights;
    }

    private static Map<String, Set<PairGrid>> named(Map<String, Set<PairGrid>> grids) {
        Map<String, Set<PairGrid>> copies = new LinkedHashMap<>();
        grids.forEach((tensor, all) -> copies.put(tensor, Set.copyOf(all)));
        return copies;
    }
}
