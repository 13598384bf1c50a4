package dev.octet.calibrator.search;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** How far a quantized network's outputs for one sample are from the float network's. Used from several threads. */
@FunctionalInterface
public interface OutputError {

    /**
     * The error, 0 for equal outputs.
     *
     * @param reference the float network's outputs by name, row-major, from position 0
     * @param quantized the quantized network's
     */
    double between(Map<String, FloatBuffer> reference, Map<String, FloatBuffer> quantized);

    /**
     * The tensors that are compared, which the networks are run up to; none for whatever the model returns. Those in front of
     * an NMS, for example, which has jumps where they have none.
     */
    default List<String> tensors() {
        return List.of();
    }

    /** {@code sum (q - r)^2 / sum r^2} over all values of an output, summed over the outputs; 1 for one of another size. */
    static OutputError relativeSquares() {
        return relativeSquares(List.of());
    }

    /** The same over these tensors of the model; none for its outputs. */
    static OutputError relativeSquares(List<String> tensors) {
        return new OutputError() {
            @Override
            public List<String> tensors() {
                return tensors;
            }

            @Override
            public double between(Map<String, FloatBuffer> reference, Map<String, FloatBuffer> quantized) {
                return sumOfSquares(reference, quantized);
            }
        };
    }

    private static double sumOfSquares(Map<String, FloatBuffer> reference, Map<String, FloatBuffer> quantized) {
        double sum = 0;
        for (Map.Entry<String, FloatBuffer> entry : reference.entrySet()) {
            FloatBuffer expected = entry.getValue();
            FloatBuffer seen = quantized.get(entry.getKey());
            if (seen == null || seen.limit() != expected.limit()) {
                sum += 1;
                continue;
            }
            double error = 0;
            double energy = Double.MIN_NORMAL;
            for (int i = 0; i < expected.limit(); i++) {
                double value = expected.get(i);
                double difference = seen.get(i) - value;
                error += difference * difference;
                energy += value * value;
            }
            sum += error / energy;
        }
        return sum;
    }
}
