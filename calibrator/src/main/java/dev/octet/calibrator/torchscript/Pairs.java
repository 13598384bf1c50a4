package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.Optional;

/** What QuantizeLinear and DequantizeLinear say. */
final class Pairs {

    private Pairs() {}

    /** The only reader of the node's output, when it is a QuantizeLinear and nobody else sees the floats. */
    static Optional<Node> quantizer(Graph graph, Node node) {
        return graph.onlyReader(node.outputs().get(0))
                .filter(reader -> node.outputs().size() == 1 && reader.opType().equals("QuantizeLinear"));
    }

    /**
     * The grid of an activation.
     *
     * @param stored type of the integers where the node has no zero point
     */
    static Grid grid(Conversion conversion, Node node, TensorType stored) {
        Initializer scale = constant(conversion, node, 1, "scale");
        Optional<Initializer> zero =
                conversion.has(node, 2) ? Optional.of(constant(conversion, node, 2, "zero point")) : Optional.empty();
        TensorType type = zero.map(Initializer::type).orElse(stored);
        if (scale.shape().elementCount() != 1) {
            throw conversion.unsupported(node, "has a scale for each channel of an activation");
        }
        if (type != TensorType.INT8 && type != TensorType.UINT8) {
            throw conversion.unsupported(node, "has integers of type " + type);
        }
        return Grid.of(
                positive(conversion, node, scale.floats())[0],
                zero.map(z -> z.integers()[0]).orElse(0L),
                type);
    }

    /** A constant that a pair needs. */
    static Initializer constant(Conversion conversion, Node node, int input, String what) {
        return conversion
                .graph()
                .initializer(node.inputOrEmpty(input))
                .orElseThrow(() -> conversion.unsupported(node, "has a " + what + " that is computed"));
    }

    /** Scales, each above 0. */
    static float[] positive(Conversion conversion, Node node, float[] scales) {
        for (float scale : scales) {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw conversion.unsupported(node, "has the scale " + scale);
            }
        }
        return scales;
    }
}
