package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a model costs: stored numbers and multiply-accumulate operations of one inference. A dynamic batch counts as 1;
 * a node whose sizes are not known counts as 0.
 *
 * @param parameters float32 constants of layers with weights, weights and biases
 * @param macs multiply-accumulate operations of Conv, ConvTranspose, Gemm and MatMul; a FLOP count is twice that
 * @param operators how many nodes of each operator, by name
 * @param macsByNode by node id, nodes with none left out
 */
public record ModelCost(long parameters, long macs, Map<String, Long> operators, Map<Integer, Long> macsByNode) {

    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    public ModelCost {
        operators = java.util.Collections.unmodifiableMap(new TreeMap<>(operators));
        macsByNode = Map.copyOf(macsByNode);
    }

    /** The cost of this graph. */
    public static ModelCost of(Graph graph) {
        Map<String, Long> operators = new TreeMap<>();
        Map<Integer, Long> macsByNode = new HashMap<>();
        Map<String, Long> stored = new HashMap<>();
        for (Node node : graph.nodes()) {
            operators.merge(node.opType(), 1L, Long::sum);
            if (WEIGHTED.contains(node.opType())) {
                node.inputs()
                        .forEach(input -> original(graph, input)
                                .ifPresent(value ->
                                        stored.put(value.name(), value.shape().elementCount())));
                long macs = macs(graph, node);
                if (macs > 0) {
                    macsByNode.put(node.id(), macs);
                }
            }
        }
        long parameters = stored.values().stream().reduce(0L, Sizes::plus);
        long macs = macsByNode.values().stream().reduce(0L, Sizes::plus);
        return new ModelCost(parameters, macs, operators, macsByNode);
    }

    /** How many values a tensor has in one inference; 0 where its sizes are not known. */
    public static long values(Graph graph, String tensor) {
        return graph.shape(tensor).map(ModelCost::elements).orElse(0L);
    }

    /** The constant behind an input, seen through a DequantizeLinear. */
    private static Optional<Initializer> original(Graph graph, String tensor) {
        Optional<Initializer> direct = graph.initializer(tensor);
        if (direct.isPresent()) {
            return direct;
        }
        return graph.producer(tensor)
                .filter(node -> node.opType().equals("DequantizeLinear"))
                .flatMap(node -> graph.initializer(node.inputOrEmpty(0)));
    }

    private static long macs(Graph graph, Node node) {
        Optional<TensorShape> output = graph.shape(node.outputs().get(0));
        Optional<TensorShape> weights = graph.shape(node.inputOrEmpty(1));
        Optional<TensorShape> input = graph.shape(node.inputOrEmpty(0));
        if (output.isEmpty()
                || weights.isEmpty()
                || input.isEmpty()
                || !weights.get().isKnown()) {
            return 0;
        }
        TensorShape filters = weights.get();
        if (filters.rank() < 2) {
            return 0;
        }
        long perWeight = elements(filters) / Math.max(1, filters.dimension(0));
        return switch (node.opType()) {
            case "Conv" -> Sizes.times(elements(output.get()), perWeight);
            case "ConvTranspose" -> Sizes.times(elements(input.get()), perWeight);
            case "Gemm" -> {
                int summed = node.attributes().integer("transB", 0) == 1 ? 1 : 0;
                yield Sizes.times(elements(output.get()), filters.dimension(summed));
            }
            default -> Sizes.times(elements(output.get()), filters.dimension(filters.rank() - 2));
        };
    }

    private static long elements(TensorShape shape) {
        long count = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            long size = shape.dimension(axis);
            if (size == TensorShape.UNKNOWN && axis > 0) {
                return 0;
            }
            count = Sizes.times(count, size == TensorShape.UNKNOWN ? 1 : size);
        }
        return count;
    }
}
