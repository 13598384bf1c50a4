package dev.octet.calibrator.scheme;

import java.util.Arrays;

/**
 * The levels with the least squared error for given weights and scales: k-means in one dimension, solved exactly by dynamic
 * programming (Wang, Song: Ckmeans.1d.dp, The R Journal 3/2, 2011) over weights in units of their scale, in bins of half a
 * step, with levels rounded to integers.
 */
final class Codebook {

    private static final int BINS_PER_STEP = 2;

    private final double[] mass;
    private final double[] first;
    private final double[] second;
    private final int most;

    private Codebook(int most) {
        int bins = 2 * most * BINS_PER_STEP + 1;
        this.most = most;
        this.mass = new double[bins + 1];
        this.first = new double[bins + 1];
        this.second = new double[bins + 1];
    }

    /**
     * The levels, rising; fewer where fewer do.
     *
     * @param weights row-major
     * @param scales one a channel
     * @param inner values of a channel that stand side by side
     * @param count most levels
     * @param most largest magnitude of a level
     */
    static int[] of(float[] weights, float[] scales, int inner, int count, int most) {
        Codebook codebook = new Codebook(most);
        for (int i = 0; i < weights.length; i++) {
            float scale = scales[i / inner % scales.length];
            codebook.add(weights[i] / scale, (double) scale * scale);
        }
        codebook.addUp();
        return codebook.levels(count);
    }

    private void add(double value, double weight) {
        double inside = Math.max(-most, Math.min(most, value));
        int bin = (int) Math.rint((inside + most) * BINS_PER_STEP) + 1;
        mass[bin] += weight;
        first[bin] += weight * inside;
        second[bin] += weight * inside * inside;
    }

    private void addUp() {
        Arrays.parallelPrefix(mass, Double::sum);
        Arrays.parallelPrefix(first, Double::sum);
        Arrays.parallelPrefix(second, Double::sum);
    }

    private int level(int from, int to) {
        double weight = mass[to] - mass[from];
        return weight > 0 ? (int) Math.rint((first[to] - first[from]) / weight) : 0;
    }

    /** Squared error of the bins behind {@code from} up to {@code to}, all at their level. */
    private double error(int from, int to) {
        double level = level(from, to);
        return second[to]
                - second[from]
                - 2 * level * (first[to] - first[from])
                + level * level * (mass[to] - mass[from]);
    }

    private int[] levels(int count) {
        int bins = mass.length - 1;
        double[] least = new double[bins + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        least[0] = 0;
        int[][] cut = new int[count][bins + 1];
        for (int k = 0; k < count; k++) {
            double[] next = new double[bins + 1];
            for (int to = 1; to <= bins; to++) {
                next[to] = Double.POSITIVE_INFINITY;
                for (int from = 0; from < to; from++) {
                    if (least[from] < next[to]) {
                        double error = least[from] + error(from, to);
                        if (error < next[to]) {
                            next[to] = error;
                            cut[k][to] = from;
                        }
                    }
                }
            }
            next[0] = 0;
            least = next;
        }
        int[] levels = new int[count];
        int to = bins;
        for (int k = count - 1; k >= 0; k--) {
            int from = cut[k][to];
            levels[k] = to > from ? level(from, to) : 0;
            to = from;
        }
        return Arrays.stream(levels).distinct().sorted().toArray();
    }
}
