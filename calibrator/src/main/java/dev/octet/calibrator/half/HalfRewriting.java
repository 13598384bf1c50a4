package dev.octet.calibrator.half;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes decisions into a model: retypes tensors and puts casts where the two precisions meet. */
final class HalfRewriting {

    private static final long FLOAT = TensorType.FLOAT.code();
    private static final long HALF = TensorType.FLOAT16.code();

    private final OnnxModel model;
    private final Graph graph;
    private final TensorTypes types;
    private final HalfDecisions decisions;
    private final HalfOptions options;
    private final ModelEditor editor;
    private final Set<String> readInside;
    private final Set<String> added = new HashSet<>();
    private final Set<String> constantsInFloat = new HashSet<>();
    /** The tensor that holds another's values in float32, or in half precision. */
    private final Map<String, String> inFloat = new HashMap<>();

    private final Map<String, String> inHalf = new HashMap<>();

    HalfRewriting(OnnxModel model, TensorTypes types, HalfDecisions decisions, HalfOptions options) {
        this.model = model;
        this.graph = model.graph();
        this.types = types;
        this.decisions = decisions;
        this.options = options;
        this.editor = model.edit();
        this.readInside = model.readInside();
    }

    OnnxModel rewritten() {
        graph.nodes().forEach(this::noteConstants);
        graph.inputs().stream().filter(input -> types.isFloat(input.name())).forEach(input -> enter(input.name()));
        for (Node node : graph.nodes()) {
            if (decisions.isHalf(node)) {
                toHalf(node);
            } else if (!node.opType().equals("Constant")) {
                keep(node);
            }
        }
        editor.removeUnusedInitializers();
        return editor.build();
    }

    private void noteConstants(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            boolean cast = node.opType().equals("Cast");
            if (!decisions.isHalf(node) || HalfOperators.staysFloat(node, i) || cast) {
                constantsInFloat.add(node.inputs().get(i));
            }
        }
    }

    private void enter(String input) {
        if (options.floatInputs() || readInside.contains(input) || graph.isOutput(input)) {
            inFloat.put(input, input);
        } else {
            editor.setType(input, TensorType.FLOAT16);
            inHalf.put(input, input);
        }
    }

    private void toHalf(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            if (types.isFloat(input)) {
                String read = node.opType().equals("Cast")
                        ? asItIs(input)
                        : HalfOperators.staysFloat(node, i) ? inFloat(input) : inHalf(input);
                rename(node, i, read);
            }
        }
        retype(node);
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            if (!types.isFloat(output)) {
                continue;
            }
            if (readInside.contains(output) || (graph.isOutput(output) && options.floatOutputs())) {
                String half = fresh(output + "_fp16");
                editor.replaceOutput(node, i, half);
                cast(half, output, FLOAT);
                inHalf.put(output, half);
                inFloat.put(output, output);
            } else {
                editor.setType(output, TensorType.FLOAT16);
                inHalf.put(output, output);
            }
        }
    }

    /** A Cast reads either precision. */
    private String asItIs(String tensor) {
        boolean single = tensor.equals(inFloat.get(tensor)) || !inHalf.containsKey(tensor);
        return single || graph.initializer(tensor).isPresent() ? tensor : inHalf(tensor);
    }

    /** What a node says of its type itself. */
    private void retype(Node node) {
        if (node.opType().equals("Cast") && types.isFloat(node.outputs().get(0))) {
            editor.setAttribute(node, "to", HALF);
        } else if (HalfOperators.hasType(node) && types.isFloat(node.outputs().get(0))) {
            editor.setAttribute(node, "dtype", HALF);
        } else if (node.opType().equals("ConstantOfShape")) {
            Initializer zero = Initializer.ofFloats("value", new float[] {0}, 1);
            editor.setAttribute(
                    node,
                    "value",
                    HalfConstants.half(node.attributes().tensor("value").orElse(zero), "value"));
        }
    }

    private void keep(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            if (types.isFloat(input)) {
                rename(node, i, inFloat(input));
            }
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            if (types.isFloat(output)
                    && graph.isOutput(output)
                    && !options.floatOutputs()
                    && !readInside.contains(output)) {
                String single = fresh(output + "_fp32");
                editor.replaceOutput(node, i, single);
                cast(single, output, HALF);
                editor.setType(output, TensorType.FLOAT16);
                inFloat.put(output, single);
                inHalf.put(output, output);
            } else if (types.isFloat(output)) {
                inFloat.put(output, output);
            }
        }
    }

    private void rename(Node node, int input, String tensor) {
        if (!node.inputs().get(input).equals(tensor)) {
            editor.replaceInput(node, input, tensor);
        }
    }

    private String inFloat(String tensor) {
        String known = inFloat.get(tensor);
        if (known != null) {
            return known;
        }
        String half = inHalf.get(tensor);
        if (half == null || graph.initializer(tensor).isPresent()) {
            return tensor;
        }
        String single = fresh(tensor + "_fp32");
        cast(half, single, FLOAT);
        inFloat.put(tensor, single);
        return single;
    }

    private String inHalf(String tensor) {
        return inHalf.computeIfAbsent(
                tensor,
                name -> graph.initializer(name).map(this::halfConstant).orElseGet(() -> {
                    String half = fresh(name + "_fp16");
                    cast(name, half, HALF);
                    return half;
                }));
    }

    /** In place of the float32 constant, unless somebody else reads that. */
    private String halfConstant(Initializer constant) {
        String name = constant.name();
        boolean own = graph.producer(name).isPresent()
                || constantsInFloat.contains(name)
                || readInside.contains(name)
                || graph.isOutput(name);
        String half = own ? fresh(name + "_fp16") : name;
        editor.addInitializer(HalfConstants.half(constant, half));
        if (!own) {
            editor.setType(name, TensorType.FLOAT16);
        }
        return half;
    }

    private void cast(String from, String to, long type) {
        editor.addNode("Cast", "", to + "_cast", List.of(from), List.of(to), Map.of("to", type));
    }

    private String fresh(String wanted) {
        String name = wanted;
        for (int i = 1; taken(name); i++) {
            name = wanted + "_" + i;
        }
        added.add(name);
        return name;
    }

    private boolean taken(String name) {
        return added.contains(name)
                || graph.producer(name).isPresent()
                || graph.initializer(name).isPresent()
                || model.graph().inputs().stream()
                        .anyMatch(input -> input.name().equals(name));
    }
}
