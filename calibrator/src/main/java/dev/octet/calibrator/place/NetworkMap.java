package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network's layers in graph order, each with the part of the network that it belongs to. Parts are told from the graph
 * alone: {@code stem} up to half the image's size, {@code SPP} for pools of stride 1 and what joins them, {@code neck}
 * behind the first enlargement, {@code detect} for last convolutions, {@code decode} behind those, {@code backbone} else;
 * {@code P3} is an eighth of the image's size. Constants and arithmetic on shapes are left out.
 */
public final class NetworkMap {

    private static final Set<String> ENLARGES = Set.of("Resize", "Upsample", "ConvTranspose");
    private static final int STEM = 1;

    private final Graph graph;
    private final Body body;
    private final long imageHeight;
    private final Set<Integer> behindEnlargement = new HashSet<>();
    private final Map<Integer, ActivationPattern> activations = new HashMap<>();
    private final Set<Integer> fused = new HashSet<>();

    private NetworkMap(Graph graph) {
        this.graph = graph;
        this.body = Body.of(graph);
        this.imageHeight = imageHeight(graph);
        for (Node node : graph.nodes()) {
            boolean inside = ENLARGES.contains(node.opType())
                    || node.inputs().stream()
                            .flatMap(input -> graph.producer(input).stream())
                            .anyMatch(maker -> behindEnlargement.contains(maker.id()));
            if (inside) {
                behindEnlargement.add(node.id());
            }
            if (Body.isWeighted(node)) {
                ActivationPattern.behind(graph, node.outputs().get(0)).ifPresent(pattern -> {
                    activations.put(node.id(), pattern);
                    pattern.nodes().forEach(member -> fused.add(member.id()));
                });
            }
        }
    }

    private static long imageHeight(Graph graph) {
        return graph.inputs().stream()
                .map(input -> input.shape())
                .filter(shape -> shape.rank() == 4)
                .map(shape -> shape.dimension(3) == 3 ? shape.dimension(1) : shape.dimension(2))
                .findFirst()
                .orElse(TensorShape.UNKNOWN);
    }

    /** The rows of this graph. */
    public static List<MapRow> of(Graph graph) {
        return new NetworkMap(graph).rows();
    }

    private List<MapRow> rows() {
        List<MapRow> rows = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (!fused.contains(node.id()) && !isBesides(node)) {
                rows.add(new MapRow(
                        block(node),
                        operator(node),
                        node,
                        channels(node.inputOrEmpty(0)),
                        channels(node.outputs().get(0))));
            }
        }
        return rows;
    }

    /** Constants, and shapes that are computed for the body. */
    private boolean isBesides(Node node) {
        TensorType made = graph.type(node.outputs().get(0)).orElse(TensorType.FLOAT);
        boolean readsActivations = node.inputs().stream()
                .anyMatch(input -> !input.isEmpty() && graph.initializer(input).isEmpty());
        return !readsActivations || (body.contains(node) && (made == TensorType.INT64 || made == TensorType.BOOL));
    }

    private String block(Node node) {
        if (!body.contains(node) && !body.isLast(node)) {
            return MapRow.DECODE;
        }
        Optional<Integer> level = level(node.outputs().get(0));
        String part = part(node, level.orElse(STEM + 1));
        return level.map(p -> part + " P" + p).orElse(part);
    }

    private String part(Node node, int level) {
        if (body.isLast(node)) {
            return "detect";
        }
        if (isPyramidPool(node) || joinsPyramidPools(node)) {
            return "SPP";
        }
        if (behindEnlargement.contains(node.id())) {
            return "neck";
        }
        return level <= STEM ? "stem" : "backbone";
    }

    private static boolean isPyramidPool(Node node) {
        List<Long> strides = node.attributes().integers("strides");
        return node.opType().equals("MaxPool")
                && strides.stream().allMatch(stride -> stride == 1)
                && node.attributes().integer("kernel_shape", 1) > 1;
    }

    private boolean joinsPyramidPools(Node node) {
        return node.opType().equals("Concat")
                && node.inputs().stream()
                        .flatMap(input -> graph.producer(input).stream())
                        .anyMatch(NetworkMap::isPyramidPool);
    }

    /** How often the image's height is halved, when it is halved. */
    private Optional<Integer> level(String tensor) {
        Optional<TensorShape> shape = graph.shape(tensor);
        if (shape.isEmpty() || shape.get().rank() != 4 || imageHeight < 1) {
            return Optional.empty();
        }
        long height = shape.get().dimension(2);
        if (height < 1 || imageHeight % height != 0 || Long.bitCount(imageHeight / height) != 1) {
            return Optional.empty();
        }
        return Optional.of(Long.numberOfTrailingZeros(imageHeight / height));
    }

    private long channels(String tensor) {
        return graph.shape(tensor)
                .filter(shape -> shape.rank() > 1)
                .map(shape -> shape.dimension(1))
                .orElse(TensorShape.UNKNOWN);
    }

    private String operator(Node node) {
        StringBuilder text = new StringBuilder(node.opType()).append(kernel(node));
        ActivationPattern activation = activations.get(node.id());
        if (activation != null) {
            String name = activation.activation().getClass().getSimpleName();
            text.append(" + ").append(name.equals("Silu") ? "SiLU" : name);
        }
        return text.toString();
    }

    private String kernel(Node node) {
        List<Long> kernel = node.attributes().integers("kernel_shape");
        if (kernel.isEmpty() && Body.isWeighted(node)) {
            kernel = graph.shape(node.inputOrEmpty(1))
                    .filter(shape -> shape.rank() == 4)
                    .map(shape -> shape.dimensions().subList(2, 4))
                    .orElse(List.of());
        }
        if (kernel.isEmpty()) {
            return "";
        }
        long stride = node.attributes().integer("strides", 1);
        long groups = node.attributes().integer("group", 1);
        return " " + kernel.stream().map(String::valueOf).collect(Collectors.joining("x"))
                + (stride > 1 ? "/" + stride : "") + (groups > 1 ? " in " + groups + " groups" : "");
    }
}
