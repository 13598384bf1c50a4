package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A quantized convolution of stride 1 whose outputs are fewer than the integer kernels compute at once, and are quantized.
 *
 * @param convolution the node
 * @param pixels the DequantizeLinear that it reads
 * @param result {@code [N, O, H, W]}; O from 8 to 15 and even, W even
 * @param constants the DequantizeLinears of its weights int8 {@code [O, C, kH, kW]} and, where it has one, its bias int32
 *     {@code [O]}, that it alone reads; C even
 * @param before padding before the first column
 * @param behind padding behind the last column
 */
record NarrowConvolution(
        Node convolution, Node pixels, TensorShape result, List<Node> constants, int before, int behind) {

    /** Outputs that ONNX Runtime's convolution over pointers to pixels computes at once on x86. */
    private static final int AT_ONCE = 16;

    private static final List<Long> BY_ONE = List.of(1L, 1L);
    private static final int RANK = 4;

    static Optional<NarrowConvolution> of(Graph graph, Node node) {
        if (!node.opType().equals("Conv") || !isSimple(node)) {
            return Optional.empty();
        }
        Optional<Node> pixels = graph.producer(node.inputs().get(0))
                .filter(pair -> pair.opType().equals("DequantizeLinear"));
        Optional<TensorShape> result = graph.shape(node.outputs().get(0)).filter(NarrowConvolution::isNarrow);
        Optional<List<Node>> constants = constants(graph, node);
        if (!isQuantized(graph, node.outputs().get(0)) || pixels.isEmpty() || result.isEmpty() || constants.isEmpty()) {
            return Optional.empty();
        }
        List<Long> pads = node.attributes().integers("pads");
        NarrowConvolution found = new NarrowConvolution(
                node,
                pixels.get(),
                result.get(),
                constants.get(),
                pads.isEmpty() ? 0 : Math.toIntExact(pads.get(1)),
                pads.isEmpty() ? 0 : Math.toIntExact(pads.get(3)));
        TensorShape weights = found.weights(graph).shape();
        boolean fits = weights.dimension(1) % PackedAxis.PAIR == 0 && found.width(weights) % PackedAxis.PAIR == 0;
        return fits ? Optional.of(found) : Optional.empty();
    }

    private static boolean isSimple(Node node) {
        List<Long> strides = node.attributes().integers("strides");
        return (strides.isEmpty() || strides.equals(BY_ONE))
                && node.attributes().integer("group", 1) == 1
                && node.attributes().integers("dilations").stream().allMatch(d -> d == 1)
                && node.attributes().text("auto_pad").orElse("NOTSET").equals("NOTSET");
    }

    private static boolean isNarrow(TensorShape shape) {
        return shape.rank() == RANK
                && PackedAxis.PAIR * shape.dimension(1) >= AT_ONCE
                && shape.dimension(1) < AT_ONCE
                && shape.dimension(1) % PackedAxis.PAIR == 0
                && shape.dimension(2) > 0
                && shape.dimension(3) > 0
                && shape.dimension(3) % PackedAxis.PAIR == 0;
    }

    private static Optional<Node> pair(Graph graph, String tensor) {
        return graph.producer(tensor)
                .filter(node -> node.opType().equals("DequantizeLinear") && isPrivate(graph, tensor));
    }

    private static boolean isQuantized(Graph graph, String tensor) {
        return isPrivate(graph, tensor)
                && graph.consumers(tensor).get(0).opType().equals("QuantizeLinear");
    }

    private static boolean isPrivate(Graph graph, String tensor) {
        return graph.consumers(tensor).size() == 1 && !graph.isOutput(tensor);
    }

    private static Optional<List<Node>> constants(Graph graph, Node node) {
        List<Node> found = new ArrayList<>();
        for (int i = 1; i < node.inputs().size(); i++) {
            TensorType type = i == 1 ? TensorType.INT8 : TensorType.INT32;
            int rank = i == 1 ? RANK : 1;
            Optional<Node> pair = pair(graph, node.inputs().get(i))
                    .filter(dequantizer -> dequantizer.inputs().stream()
                            .allMatch(input -> graph.initializer(input).isPresent()))
                    .filter(dequantizer -> graph.initializer(
                                    dequantizer.inputs().get(0))
                            .filter(constant ->
                                    constant.type() == type && constant.shape().rank() == rank)
                            .isPresent());
            if (pair.isEmpty()) {
                return Optional.empty();
            }
            found.add(pair.get());
        }
        return Optional.of(found);
    }

    /** Its weights. */
    Initializer weights(Graph graph) {
        return graph.initializer(constants.get(0).inputs().get(0)).orElseThrow();
    }

    /** Rows of what it reads. */
    long height(TensorShape weights) {
        List<Long> pads = convolution.attributes().integers("pads");
        long padding = pads.isEmpty() ? 0 : pads.get(0) + pads.get(2);
        return result.dimension(2) + weights.dimension(2) - 1 - padding;
    }

    /** Columns of what it reads. */
    long width(TensorShape weights) {
        return result.dimension(3) + weights.dimension(3) - 1 - before - behind;
    }
}
