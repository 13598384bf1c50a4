package dev.octet.benchmarks;

import java.util.Arrays;

/**
 * How many times faster a candidate is than a baseline that ran in the same rounds.
 *
 * @param value median of the rounds' ratios baseline / candidate
 * @param low 25th percentile of the ratios
 * @param high 75th percentile of the ratios
 */
public record Speedup(double value, double low, double high) {

    /**
     * The speedup of the candidate.
     *
     * @throws IllegalArgumentException when the two were not measured in the same number of rounds
     */
    public static Speedup of(Measurement baseline, Measurement candidate) {
        int rounds = baseline.sampleNanos().size();
        if (rounds != candidate.sampleNanos().size()) {
            throw new IllegalArgumentException(baseline.name() + " has " + rounds + " rounds, " + candidate.name()
                    + " has " + candidate.sampleNanos().size());
        }
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ratios[i] = (double) baseline.sampleNanos().get(i)
                    / candidate.sampleNanos().get(i);
        }
        Arrays.sort(ratios);
        return new Speedup(quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75));
    }

    private static double quantile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
