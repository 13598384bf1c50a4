package dev.octet.calibrator.execute;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether ONNX Runtime's sums of 8-bit products in a model can leave 16 bits: two products of an activation, which it takes
 * as uint8 whatever its format, and an int8 weight beyond 7 bits: {@code 2 * 255 * 65 > 32767}. Only layers that it computes in
 * integers matter: convolutions between a pair before and a pair behind, and matrix products behind a pair.
 */
final class IntegerSums {

    private static final int SAFE_WEIGHT = 64;
    private static final Set<String> INTEGER_LAYERS =
            Set.of("QLinearConv", "QLinearMatMul", "MatMulInteger", "ConvInteger");
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");
    private static final Set<String> CONVOLUTIONS = Set.of("Conv", "ConvTranspose");

    /** What ONNX Runtime fuses into the pair behind a convolution. */
    private static final Set<String> FUSED = Set.of("Relu", "Clip");

    private final Graph graph;

    private IntegerSums(Graph graph) {
        this.graph = graph;
    }

    static boolean canSaturate(Graph graph) {
        return graph.nodes().stream().anyMatch(new IntegerSums(graph)::canSaturate);
    }

    private boolean canSaturate(Node node) {
        if (INTEGER_LAYERS.contains(node.opType())) {
            return true;
        }
        boolean product = PRODUCTS.contains(node.opType());
        if (!product && !CONVOLUTIONS.contains(node.opType())) {
            return false;
        }
        return isDequantized(node.inputs().get(0))
                && node.inputs().stream().skip(1).anyMatch(this::isLarge)
                && (product || isQuantized(node.outputs().get(0)));
    }

    private boolean isDequantized(String tensor) {
        return graph.producer(tensor)
                .filter(node -> node.opType().equals("DequantizeLinear"))
                .isPresent();
    }

    private boolean isQuantized(String tensor) {
        List<Node> readers = graph.consumers(tensor);
        return readers.stream()
                .anyMatch(reader -> reader.opType().equals("QuantizeLinear")
                        || (FUSED.contains(reader.opType())
                                && isQuantized(reader.outputs().get(0))));
    }

    /** Weights that other nodes compute from constants are not looked at: they may be large. */
    private boolean isLarge(String weights) {
        Optional<Node> pair =
                graph.producer(weights).filter(node -> node.opType().equals("DequantizeLinear"));
        if (pair.isEmpty()) {
            return false;
        }
        Optional<Initializer> integers = graph.initializer(pair.get().inputs().get(0));
        if (integers.isEmpty()) {
            return true;
        }
        if (integers.get().type() != TensorType.INT8) {
            return false;
        }
        byte[] values = integers.get().bytes();
        for (byte value : values) {
            if (Math.abs(value) > SAFE_WEIGHT) {
                return true;
            }
        }
        return values.length == 0;
    }
}
