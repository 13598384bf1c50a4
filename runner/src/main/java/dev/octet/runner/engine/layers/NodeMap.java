package dev.octet.runner.engine.layers;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which ONNX nodes each layer of an engine is, and what they cost. */
final class NodeMap {

    /** What onnx-tensorrt calls a node without a name: by its first output. */
    private static final String UNNAMED = "node_of_";

    private static final Pattern OPERATOR = Pattern.compile("^(?:.*/)?([A-Z][A-Za-z]+)(?:_\\d+)*$");

    private final @Nullable Graph graph;
    private final Map<String, Node> byName = new HashMap<>();
    private final Map<Integer, List<OnnxNode>> nodes = new HashMap<>();
    private final Map<Integer, Long> macs = new HashMap<>();

    private NodeMap(@Nullable Graph graph) {
        this.graph = graph;
        if (graph != null) {
            graph.nodes().forEach(node -> byName.put(node.name(), node));
        }
    }

    /** Of these layers; with a graph, nodes that it does not have are left out. */
    static NodeMap of(List<EngineLayer> layers, @Nullable Graph graph) {
        NodeMap map = new NodeMap(graph);
        Map<Integer, Set<Node>> known = new HashMap<>();
        for (EngineLayer layer : layers) {
            if (graph == null) {
                map.nodes.put(layer.index(), guessed(layer));
            } else {
                Set<Node> found = map.found(layer, graph);
                known.put(layer.index(), found);
                map.nodes.put(
                        layer.index(),
                        found.stream()
                                .map(node -> new OnnxNode(node.name(), node.opType()))
                                .toList());
            }
        }
        if (graph != null) {
            map.share(layers, known, ModelCost.of(graph).macsByNode());
        }
        return map;
    }

    private static List<OnnxNode> guessed(EngineLayer layer) {
        List<OnnxNode> guessed = new ArrayList<>();
        for (String name : layer.nodeNames()) {
            guessed.add(new OnnxNode(name, operator(name)));
        }
        return guessed.size() == 1 && guessed.get(0).operator().isEmpty()
                ? List.of(new OnnxNode(guessed.get(0).name(), operator(layer)))
                : guessed;
    }

    /** Exporters end a name in the operator, {@code octet quantize} that of a pair's nodes in {@code _Q} and {@code _DQ}. */
    private static String operator(String name) {
        if (name.endsWith("_DQ")) {
            return "DequantizeLinear";
        }
        Matcher operator = OPERATOR.matcher(name);
        return name.endsWith("_Q") ? "QuantizeLinear" : operator.matches() ? operator.group(1) : "";
    }

    /** What TensorRT's type of a layer says of its operator. */
    private static String operator(EngineLayer layer) {
        String type = layer.type().toLowerCase(Locale.ROOT);
        if (type.contains("deconv")) {
            return "ConvTranspose";
        }
        if (type.contains("conv")) {
            return "Conv";
        }
        if (type.contains("matrixmultiply") || type.equals("gemm")) {
            return "MatMul";
        }
        return type.equals("concatenation") ? "Concat" : "";
    }

    /** The layer as a neighbour: its matrix product, else its first node, else its name. */
    String title(EngineLayer layer) {
        List<OnnxNode> own =
                nodes(layer).stream().filter(node -> !node.isQuantization()).toList();
        return own.stream()
                .filter(OnnxNode::isWeighted)
                .findFirst()
                .or(() ->
                        own.stream().filter(node -> !node.operator().isEmpty()).findFirst())
                .map(OnnxNode::title)
                .orElse(layer.name());
    }

    /** By name; else those that make the layer's outputs, in front of a Q/DQ pair. */
    private Set<Node> found(EngineLayer layer, Graph model) {
        Set<Node> found = new LinkedHashSet<>();
        for (String name : layer.nodeNames()) {
            Optional<Node> unnamed =
                    name.startsWith(UNNAMED) ? model.producer(name.substring(UNNAMED.length())) : Optional.empty();
            Optional.ofNullable(byName.get(name)).or(() -> unnamed).ifPresent(found::add);
        }
        if (found.isEmpty() && layer.role() == LayerRole.COMPUTE) {
            layer.outputs().forEach(output -> maker(output.name(), model).ifPresent(found::add));
        }
        return found;
    }

    private static Optional<Node> maker(String tensor, Graph model) {
        Optional<Node> maker = model.producer(tensor);
        for (int pair = 0; pair < 2 && maker.isPresent(); pair++) {
            Node node = maker.get();
            if (!node.opType().equals("QuantizeLinear") && !node.opType().equals("DequantizeLinear")) {
                break;
            }
            maker = model.producer(node.inputOrEmpty(0));
        }
        return maker;
    }

    /** A node that several layers name counts once, for a layer with weights rather than for another. */
    private void share(List<EngineLayer> layers, Map<Integer, Set<Node>> known, Map<Integer, Long> macsByNode) {
        Set<Integer> counted = new HashSet<>();
        List<EngineLayer> order = layers.stream()
                .filter(layer -> layer.role() == LayerRole.COMPUTE)
                .sorted(Comparator.comparing((EngineLayer layer) -> !layer.hasWeights())
                        .thenComparing(EngineLayer::index))
                .toList();
        for (EngineLayer layer : order) {
            long sum = 0;
            for (Node node : known.getOrDefault(layer.index(), Set.of())) {
                if (counted.add(node.id())) {
                    sum += macsByNode.getOrDefault(node.id(), 0L);
                }
            }
            macs.put(layer.index(), sum);
        }
    }

    /** The nodes of a layer, in the order in which TensorRT names them. */
    List<OnnxNode> nodes(EngineLayer layer) {
        return nodes.getOrDefault(layer.index(), List.of());
    }

    /** Multiply-accumulate operations of a layer; nothing without a model. */
    OptionalLong macs(EngineLayer layer) {
        return graph == null ? OptionalLong.empty() : OptionalLong.of(macs.getOrDefault(layer.index(), 0L));
    }

    /** True where a model is at hand and no layer names a node of it. */
    boolean isForeign() {
        return graph != null && nodes.values().stream().allMatch(List::isEmpty);
    }
}
