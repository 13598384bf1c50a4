package dev.octet.calibrator.finetune;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All operators that a graph may have on libtorch. */
final class TorchOperators {

    private static final Map<String, TorchOperator> BY_NAME = all();

    private TorchOperators() {}

    private static Map<String, TorchOperator> all() {
        Map<String, TorchOperator> all = new HashMap<>();
        all.putAll(ElementwiseOperators.all());
        all.putAll(LayerOperators.all());
        all.putAll(LayoutOperators.all());
        all.putAll(ReductionOperators.all());
        all.put("Resize", new ResizeOperator());
        return Map.copyOf(all);
    }

    static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    static TorchOperator of(Node node) {
        TorchOperator operator = node.domain().isEmpty() ? BY_NAME.get(node.opType()) : null;
        if (operator == null) {
            throw new IllegalStateException("operator " + node.opType() + " was not checked");
        }
        return operator;
    }

    /**
     * Checks every node of a graph.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, naming each operator that cannot be trained through
     */
    static void requireAll(Graph graph, String model) {
        Map<String, String> missing = new TreeMap<>();
        for (Node node : graph.nodes()) {
            if (node.opType().equals("Constant")) {
                continue;
            }
            TorchOperator operator = node.domain().isEmpty() ? BY_NAME.get(node.opType()) : null;
            Optional<String> detail = operator == null ? Optional.of("") : operator.unsupported(graph, node);
            detail.ifPresent(what -> missing.putIfAbsent(
                    (node.domain().isEmpty() ? "" : node.domain() + ".")
                            + node.opType()
                            + (what.isEmpty() ? "" : " with " + what),
                    node.name()));
        }
        if (!missing.isEmpty()) {
            StringBuilder text = new StringBuilder();
            missing.forEach((what, node) -> text.append(text.length() == 0 ? "" : ", ")
                    .append(what)
                    .append(" (node ")
                    .append(node)
                    .append(')'));
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Model " + model + " has operators that training does not know: " + text + ".",
                    "Quantize it with 'octet quantize', which needs no training, or export it without them.");
        }
    }
}
