package dev.octet.runner.report;

import dev.octet.calibrator.compare.TensorDifference;
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
     * @param outcome what can be said of it
     * @param sqnr signal-to-quantization-noise ratio, dB, of a noisy one; else there is none
     * @param cosine of the angle between both; empty when it has none
     */
    public record TensorDistance(
            String tensor,
            String node,
            String operator,
            TensorDifference.Outcome outcome,
            Optional<Double> sqnr,
            Optional<Double> cosine) {

        public TensorDistance {
            if (sqnr.isPresent() != (outcome == TensorDifference.Outcome.NOISY)) {
                throw new IllegalArgumentException("outcome is " + outcome + ", sqnr is " + sqnr);
            }
        }
    }

    /** Tensors of an outcome. */
    long count(TensorDifference.Outcome outcome) {
        return tensors.stream().filter(one -> one.outcome() == outcome).count();
    }
}
