package dev.octet.calibrator.repair;

/**
 * Cuts off the largest weights of each output channel where finer steps for all others gain more than that loses: of the
 * shares of the channel's largest weight the one whose rounded weights have the least squared error. Source: Choukroun,
 * Kravchik, Yang, Kisilev: Low-bit Quantization of Neural Networks for Efficient Inference, 2019, section 3.1.
 */
final class ClippedWeights {

    private static final double LEAST_SHARE = 0.5;
    private static final int SHARES = 50;

    private ClippedWeights() {}

    /**
     * Clips in place.
     *
     * @param weights {@code channels} rows, one after the other
     * @param most the largest integer
     */
    static void clip(float[] weights, int channels, int most) {
        int inner = weights.length / channels;
        for (int c = 0; c < channels; c++) {
            clip(weights, c * inner, inner, most);
        }
    }

    private static void clip(float[] weights, int first, int count, int most) {
        float largest = 0;
        for (int i = first; i < first + count; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        double best = largest;
        double least = error(weights, first, count, largest, most);
        for (int s = 1; s <= SHARES; s++) {
            double limit = largest * (1 - (1 - LEAST_SHARE) * s / SHARES);
            double error = error(weights, first, count, limit, most);
            if (error < least) {
                least = error;
                best = limit;
            }
        }
        float limit = (float) best;
        for (int i = first; i < first + count; i++) {
            weights[i] = Math.max(-limit, Math.min(limit, weights[i]));
        }
    }

    private static double error(float[] weights, int first, int count, double limit, int most) {
        double scale = limit / most;
        double sum = 0;
        for (int i = first; i < first + count && scale > 0; i++) {
            double rounded = Math.max(-most, Math.min(most, Math.rint(weights[i] / scale))) * scale;
            sum += (weights[i] - rounded) * (weights[i] - rounded);
        }
        return sum;
    }
}
