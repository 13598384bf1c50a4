package dev.octet.calibrator.torchscript;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every ONNX operator that has a counterpart. */
final class ScriptRules {

    static final String REMEDY = "Export the ONNX model without it, such as with raw heads and without NMS.";

    private static final Map<String, ScriptRule> RULES = rules();

    private ScriptRules() {}

    private static Map<String, ScriptRule> rules() {
        Map<String, ScriptRule> rules = new TreeMap<>();
        rules.put("Constant", (conversion, node) -> {}); // read where it is needed
        rules.put("QuantizeLinear", new QuantizeRule());
        rules.put("DequantizeLinear", new DequantizeRule());
        rules.putAll(LayerRules.all());
        rules.putAll(LayoutRules.all());
        rules.putAll(ElementwiseRules.all());
        rules.putAll(ReductionRules.all());
        rules.put("Resize", new ResizeRule());
        IntegerRules.all()
                .forEach((operator, integers) ->
                        rules.computeIfPresent(operator, (name, floats) -> first(floats, integers)));
        return rules;
    }

    /** In integers where the graph has them around the node, else in floats. */
    private static ScriptRule first(ScriptRule floats, IntegerRule integers) {
        return (conversion, node) -> {
            if (!integers.tryEmit(conversion, node)) {
                floats.emit(conversion, node);
            }
        };
    }

    static ScriptRule of(Node node) {
        ScriptRule rule = node.domain().isEmpty() ? RULES.get(node.opType()) : null;
        if (rule == null) {
            throw new IllegalStateException("operator " + node.opType() + " was not checked");
        }
        return rule;
    }

    /** Their names, in order. */
    static Set<String> names() {
        return RULES.keySet();
    }

    /**
     * Checks every node of a graph.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, naming each operator that has no counterpart
     */
    static void requireAll(Graph graph, String model) {
        Map<String, String> missing = new TreeMap<>();
        for (Node node : graph.nodes()) {
            if (!node.domain().isEmpty() || !RULES.containsKey(node.opType())) {
                String operator = node.domain().isEmpty() ? node.opType() : node.domain() + "." + node.opType();
                missing.putIfAbsent(operator, node.name());
            }
        }
        if (!missing.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Model " + model + " has operators that the export to TorchScript does not know: "
                            + missing.entrySet().stream()
                                    .map(one -> one.getKey() + " (node " + one.getValue() + ")")
                                    .collect(Collectors.joining(", "))
                            + ".",
                    REMEDY);
        }
    }
}
