package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * A quantized convolution of stride 2 over few channels.
 *
 * @param convolution the node
 * @param pixels the DequantizeLinear that it alone reads
 * @param image {@code [N, C, H, W]}; C at most 4, H and W even
 * @param weightPair the DequantizeLinear of its weights, that it alone reads
 * @param weights int8 {@code [O, C, kH, kW]}
 */
record ImageConvolution(
        Node convolution,
        Node pixels,
        TensorShape image,
        Node weightPair,
        Initializer weights,
        PackedAxis rows,
        PackedAxis columns) {

    private static final int FEW_CHANNELS = 4;
    private static final List<Long> BY_TWO = List.of(2L, 2L);

    static Optional<ImageConvolution> of(Graph graph, Node node) {
        if (!PlainConvolution.is(node) || !node.attributes().integers("strides").equals(BY_TWO)) {
            return Optional.empty();
        }
        Optional<Node> pixels =
                PlainConvolution.privatePair(graph, node.inputs().get(0));
        Optional<Node> weightPair =
                PlainConvolution.privatePair(graph, node.inputs().get(1));
        Optional<TensorShape> image =
                pixels.flatMap(pair -> graph.shape(node.inputs().get(0))).filter(ImageConvolution::isSmallImage);
        Optional<Initializer> weights = weightPair
                .flatMap(pair -> graph.initializer(pair.inputs().get(0)))
                .filter(constant ->
                        constant.type() == TensorType.INT8 && constant.shape().rank() == 4);
        if (image.isEmpty() || weights.isEmpty()) {
            return Optional.empty();
        }
        PackedAxis rows = axis(node, image.get(), weights.get(), 0);
        PackedAxis columns = axis(node, image.get(), weights.get(), 1);
        return rows.packedEnd() < 0 || columns.packedEnd() < 0
                ? Optional.empty()
                : Optional.of(new ImageConvolution(
                        node, pixels.get(), image.get(), weightPair.get(), weights.get(), rows, columns));
    }

    private static boolean isSmallImage(TensorShape shape) {
        return shape.rank() == 4
                && shape.dimension(1) > 0
                && shape.dimension(1) <= FEW_CHANNELS
                && isEven(shape.dimension(2))
                && isEven(shape.dimension(3));
    }

    private static boolean isEven(long size) {
        return size > 0 && size % PackedAxis.PAIR == 0;
    }

    private static PackedAxis axis(Node node, TensorShape image, Initializer weights, int index) {
        List<Long> pads = PlainConvolution.pads(node);
        return new PackedAxis(
                Math.toIntExact(image.dimension(index + 2)),
                Math.toIntExact(weights.shape().dimension(index + 2)),
                Math.toIntExact(pads.get(index)),
                Math.toIntExact(pads.get(index + 2)));
    }
}
