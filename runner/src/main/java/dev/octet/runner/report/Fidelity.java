package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * How far the tensors of both models are apart.
 *
 * @param images that both ran on
 * @param tensors in graph order
 */
public record Fidelity(int images, List<TensorDistance> tensors) {

    public Fidelity {
        tensors = List.copyOf(tensors);
    }

    /**
     * One tensor.
     *
     * @param tensor its name
     * @param node that makes it
     * @param operator of the node
     * @param sqnr signal-to-quantization-noise ratio, dB; empty when both are equal
     * @param cosine of the angle between both; empty when it has none
     */
    public record TensorDistance(
            String tensor, String node, String operator, Optional<Double> sqnr, Optional<Double> cosine) {}
}
