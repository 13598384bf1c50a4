package dev.octet.calibrator.repair;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Rounds the weights of an output one by one, and lets those that are still open make up for what each rounding does to
 * the output, in the order of their inputs' size. With the inverse of the moments {@code H = E[x x^T]} factored into
 * {@code U^T U}: {@code w_j -= (w_i - q_i) U_ij / U_ii} for all open j. Source: Frantar, Ashkboos, Hoefler, Alistarh:
 * GPTQ, ICLR 2023, section 3.3.
 */
final class SecondOrderRounding {

    /** Share of the mean moment that is added to the diagonal; the paper's. */
    private static final double DAMPING = 0.01;

    private final int size;
    private final int[] order;
    private final double[] factor;

    /** For inputs with these moments, {@code size} rows of {@code size}. */
    SecondOrderRounding(double[] moments, int size) {
        this.size = size;
        this.order = largestFirst(moments, size);
        double[] damped = new double[size * size];
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += moments[i * size + i];
        }
        double added = Math.max(DAMPING * trace / size, Float.MIN_NORMAL);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                damped[i * size + j] = moments[order[i] * size + order[j]] + (i == j ? added : 0);
            }
        }
        this.factor = inverseFactor(damped, size);
    }

    private static int[] largestFirst(double[] moments, int size) {
        Integer[] indices = new Integer[size];
        Arrays.setAll(indices, i -> i);
        Arrays.sort(indices, Comparator.comparingDouble((Integer i) -> -moments[i * size + i]));
        return Arrays.stream(indices).mapToInt(Integer::intValue).toArray();
    }

    /**
     * The upper triangle U with {@code U^T U = H^-1}. With the columns in reverse order {@code H = V V^T} for an upper V by
     * Cholesky's method from the last row on, and {@code H^-1 = V^-T V^-1}: U is the inverse of V.
     */
    private static double[] inverseFactor(double[] moments, int size) {
        double[] upper = new double[size * size];
        for (int j = size - 1; j >= 0; j--) {
            for (int i = j; i >= 0; i--) {
                double sum = moments[i * size + j];
                for (int k = j + 1; k < size; k++) {
                    sum -= upper[i * size + k] * upper[j * size + k];
                }
                upper[i * size + j] = i == j ? Math.sqrt(Math.max(sum, Float.MIN_NORMAL)) : sum / upper[j * size + j];
            }
        }
        double[] inverse = new double[size * size];
        for (int i = size - 1; i >= 0; i--) {
            double[] row = new double[size];
            row[i] = 1;
            for (int k = i + 1; k < size; k++) {
                double weight = upper[i * size + k];
                for (int j = k; j < size; j++) {
                    row[j] -= weight * inverse[k * size + j];
                }
            }
            for (int j = i; j < size; j++) {
                inverse[i * size + j] = row[j] / upper[i * size + i];
            }
        }
        return inverse;
    }

    /**
     * Replaces the weights of one output, {@code size} from {@code first} on, by multiples of the scale.
     *
     * @param most largest multiple
     * @param fixed index among these of a weight that keeps its nearest multiple, or -1: the one that the scale came from
     */
    void round(float[] weights, int first, float scale, int most, int fixed) {
        double[] open = new double[size];
        for (int i = 0; i < size; i++) {
            open[i] = weights[first + order[i]];
        }
        for (int i = 0; i < size; i++) {
            int at = first + order[i];
            double value = order[i] == fixed ? weights[at] : open[i];
            double rounded = Math.max(-most, Math.min(most, Math.rint(value / scale))) * scale;
            double error = (open[i] - rounded) / factor[i * size + i];
            for (int j = i + 1; j < size; j++) {
                open[j] -= error * factor[i * size + j];
            }
            weights[at] = (float) rounded;
        }
    }
}
