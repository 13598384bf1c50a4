package dev.octet.benchmarks.result;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The ratio of two medians that were measured apart, with its 95 % interval.
 *
 * <p>The interval is that of the bootstrap by percentiles (Efron and Tibshirani, An Introduction to the Bootstrap, 1993),
 * seeded. Both sides are drawn by themselves: processes first, then, within each that was drawn, blocks of neighbouring
 * samples of the cube root of their number, going round at the end (Politis and Romano, 1992), since neighbours share what
 * else the machine did. The figure is the ratio of the medians over processes of the medians of each.
 *
 * @param value median of the new by that of the old
 * @param low where the interval begins, at most {@code value}
 * @param high where it ends, at least {@code value}
 */
public record MedianRatio(double value, double low, double high) {

    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    /** The ratio of new by old. */
    static MedianRatio of(List<double[]> older, List<double[]> newer, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Ranked> below = older.stream().map(Ranked::new).toList();
        List<Ranked> above = newer.stream().map(Ranked::new).toList();
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = drawn(above, random) / drawn(below, random);
        }
        Arrays.sort(ratios);
        double value = median(newer) / median(older);
        int cut = (int) Math.floor(TAIL * RESAMPLES);
        return new MedianRatio(value, Math.min(value, ratios[cut]), Math.max(value, ratios[RESAMPLES - 1 - cut]));
    }

    /** The median over processes of the median of each. */
    static double median(List<double[]> processes) {
        return medianOf(processes.stream()
                .mapToDouble(samples -> medianOf(samples.clone()))
                .toArray());
    }

    private static double drawn(List<Ranked> processes, SplittableRandom random) {
        double[] medians = new double[processes.size()];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = processes.get(random.nextInt(medians.length)).drawnMedian(random);
        }
        return medianOf(medians);
    }

    /** The mean of the two middle ones when their number is even; sorts its argument. */
    private static double medianOf(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Samples with the rank of each, so that the median of a resample is found by counting instead of sorting. */
    private static final class Ranked {

        private final double[] sorted;
        private final int[] rank;
        private final int[] drawn;

        Ranked(double[] samples) {
            sorted = samples.clone();
            Arrays.sort(sorted);
            rank = new int[samples.length];
            for (int i = 0; i < samples.length; i++) {
                rank[i] = Arrays.binarySearch(sorted, samples[i]);
            }
            drawn = new int[samples.length];
        }

        double drawnMedian(SplittableRandom random) {
            int size = rank.length;
            Arrays.fill(drawn, 0);
            int block = Math.max(1, (int) Math.round(Math.cbrt(size)));
            for (int taken = 0; taken < size; ) {
                int start = random.nextInt(size);
                for (int k = 0; k < block && taken < size; k++, taken++) {
                    drawn[rank[(start + k) % size]]++;
                }
            }
            return (at((size - 1) / 2) + at(size / 2)) / 2;
        }

        /** The drawn sample at that place of their order. */
        private double at(int place) {
            int index = 0;
            int before = drawn[0];
            while (before <= place) {
                index++;
                before += drawn[index];
            }
            return sorted[index];
        }
    }
}
