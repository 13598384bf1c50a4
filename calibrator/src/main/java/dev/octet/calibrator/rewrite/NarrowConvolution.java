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
 * @param constants the DequantizeLinears of its weights and, where it has one, its bias int32 {@code [O]}, that it alone reads
 * @param weights int8 {@code [O, C, kH, kW]}; C even
 */
record NarrowConvolution(Node convolution, Node pixels, TensorShape result, List<Node> constants, Initializer weights) {

    /** Outputs that ONNX Runtime's convolution over pointers to pixels computes at once on x86. */
    private static final int AT_ONCE = 16;

    private static final List<Long> BY_ONE = List.of(1L, 1L);
    private static final int RANK = 4;

    static Optional<NarrowConvolution> of(Graph graph, Node node) {
        List<Long> strides = node.attributes().integers("strides");
        if (!PlainConvolution.is(node) || !(strides.isEmpty() || strides.equals(BY_ONE))) {
            return Optional.empty();
        }
        String output = node.outputs().get(0);
        Optional<Node> pixels = graph.producer(node.inputs().get(0))
                .filter(pair -> pair.opType().equals("DequantizeLinear"));
        Optional<Node> quantizer =
                graph.onlyReader(output).filter(reader -> reader.opType().equals("QuantizeLinear"));
        Optional<TensorShape> result = graph.shape(output).filter(NarrowConvolution::isNarrow);
        Optional<List<Node>> constants = constants(graph, node);
        if (pixels.isEmpty() || quantizer.isEmpty() || result.isEmpty() || constants.isEmpty()) {
            return Optional.empty();
        }
        Initializer weights =
                graph.initializer(constants.get().get(0).inputs().get(0)).orElseThrow();
        NarrowConvolution found = new NarrowConvolution(node, pixels.get(), result.get(), constants.get(), weights);
        boolean fits = weights.shape().dimension(1) % PackedAxis.PAIR == 0 && found.width() % PackedAxis.PAIR == 0;
        return fits ? Optional.of(found) : Optional.empty();
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

    private static Optional<List<Node>> constants(Graph graph, Node node) {
        List<Node> found = new ArrayList<>();
        for (int i = 1; i < node.inputs().size(); i++) {
            TensorType type = i == 1 ? TensorType.INT8 : TensorType.INT32;
            int rank = i == 1 ? RANK : 1;
            Optional<Node> pair = PlainConvolution.privatePair(
                            graph, node.inputs().get(i))
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

    /** Padding above, on the left, below and on the right. */
    List<Long> pads() {
        return PlainConvolution.pads(convolution);
    }

    /** Rows of what it reads. */
    long height() {
        return read(0);
    }

    /** Columns of what it reads. */
    long width() {
        return read(1);
    }

    private long read(int axis) {
        long padding = pads().get(axis) + pads().get(axis + 2);
        return result.dimension(axis + 2) + weights.shape().dimension(axis + 2) - 1 - padding;
    }

    /** Its columns for two outputs at once: a convolution of stride 2 with a tap more, where the second output is one further. */
    PackedAxis columns() {
        return new PackedAxis(
                Math.toIntExact(width()),
                Math.toIntExact(weights.shape().dimension(3)) + 1,
                Math.toIntExact(pads().get(1)),
                Math.toIntExact(pads().get(3)));
    }
}
