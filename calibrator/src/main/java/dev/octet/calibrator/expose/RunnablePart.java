package dev.octet.calibrator.expose;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The part of a model that ONNX Runtime has operators for. Files for TensorRT end in nodes that only TensorRT knows, such as
 * {@code EfficientNMS_TRT}; everything in front of them runs anywhere.
 */
public final class RunnablePart {

    private static final Set<String> KNOWN_DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
    private static final String MICROSOFT = "com.microsoft";
    private static final String TENSORRT = "_TRT";

    private RunnablePart() {}

    /** True for a node of an operator set that ONNX Runtime does not have, or for a TensorRT plugin under any name. */
    public static boolean isForeign(Node node) {
        boolean known = KNOWN_DOMAINS.contains(node.domain()) || node.domain().startsWith(MICROSOFT);
        return !known || node.opType().endsWith(TENSORRT);
    }

    /** The nodes of other runtimes, in graph order. */
    public static List<Node> foreign(Graph graph) {
        return graph.nodes().stream().filter(RunnablePart::isForeign).toList();
    }

    /** The tensors that foreign nodes make, or that are made from those. */
    public static Set<String> behindForeign(Graph graph) {
        return behind(graph, RunnablePart::isForeign);
    }

    /** The tensors that some nodes make, or that are made from those. */
    public static Set<String> behind(Graph graph, Predicate<Node> some) {
        Set<String> behind = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (some.test(node) || node.inputs().stream().anyMatch(behind::contains)) {
                behind.addAll(node.outputs());
            }
        }
        return behind;
    }

    /** What the part returns: the outputs that need no foreign node, and what foreign nodes read. */
    public static List<String> outputs(Graph graph) {
        Set<String> behind = behindForeign(graph);
        Set<String> outputs = new LinkedHashSet<>();
        graph.outputs().stream()
                .map(ValueSpec::name)
                .filter(output -> !behind.contains(output))
                .forEach(outputs::add);
        foreign(graph).stream()
                .flatMap(node -> node.inputs().stream())
                .filter(input ->
                        !behind.contains(input) && graph.producer(input).isPresent())
                .filter(input -> graph.initializer(input).isEmpty())
                .forEach(outputs::add);
        return List.copyOf(outputs);
    }

    /** The model up to its foreign nodes; the model itself when it has none, or nothing in front of them. */
    public static OnnxModel of(OnnxModel model) {
        List<String> outputs = outputs(model.graph());
        return foreign(model.graph()).isEmpty() || outputs.isEmpty() ? model : ExposedModel.of(model, outputs);
    }
}
