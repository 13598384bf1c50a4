package dev.octet.runner.engine.layers;

import java.util.Set;

/**
 * A node of the ONNX model that a layer computes.
 *
 * @param name its name
 * @param operator its operator; guessed from its name where no model is at hand, empty where that says nothing
 */
public record OnnxNode(String name, String operator) {

    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    /** Operator and name, such as {@code Conv /model.0/conv/Conv}. */
    public String title() {
        return operator.isEmpty() ? name : operator + " " + name;
    }

    /** True for a matrix product, which most of the cost is in. */
    boolean isWeighted() {
        return WEIGHTED.contains(operator);
    }

    boolean isQuantization() {
        return operator.equals("QuantizeLinear") || operator.equals("DequantizeLinear");
    }
}
