package dev.octet.calibrator.execute;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.Optional;
import java.util.Set;

/**
 * Whether sums of products in a model can leave 16 bits: those of uint8 activations with int8 weights beyond 7 bits, two at
 * a time: {@code 2 * 255 * 65 > 32767}.
 */
final class IntegerSums {

    private static final int SAFE_WEIGHT = 64;
    private static final Set<String> INTEGER_LAYERS =
            Set.of("QLinearConv", "QLinearMatMul", "MatMulInteger", "ConvInteger");

    private IntegerSums() {}

    static boolean canSaturate(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> INTEGER_LAYERS.contains(node.opType()))
                || (graph.nodes().stream().anyMatch(node -> makesBytesWithoutSign(graph, node))
                        && graph.nodes().stream().anyMatch(node -> readsLargeWeights(graph, node)));
    }

    private static boolean makesBytesWithoutSign(Graph graph, Node node) {
        if (!node.opType().equals("QuantizeLinear")) {
            return false;
        }
        String zeroPoint = node.inputOrEmpty(2);
        return zeroPoint.isEmpty()
                || graph.initializer(zeroPoint)
                        .filter(constant -> constant.type() != TensorType.UINT8)
                        .isEmpty();
    }

    /** Weights that other nodes compute from constants are not looked at: they may be large. */
    private static boolean readsLargeWeights(Graph graph, Node node) {
        if (!node.opType().equals("DequantizeLinear")) {
            return false;
        }
        String tensor = node.inputs().get(0);
        Optional<Initializer> constant = graph.initializer(tensor);
        if (constant.isEmpty()) {
            return graph.producer(tensor)
                    .filter(producer -> !producer.opType().equals("QuantizeLinear"))
                    .isPresent();
        }
        if (constant.get().type() != TensorType.INT8) {
            return false;
        }
        byte[] weights = constant.get().bytes();
        for (byte weight : weights) {
            if (Math.abs(weight) > SAFE_WEIGHT) {
                return true;
            }
        }
        return weights.length == 0;
    }
}
