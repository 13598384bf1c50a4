package dev.octet.benchmarks.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Samples in the order they were taken, ready for medians of many of their resamples. For one thread. */
final class RankedSamples {

    private final double[] sorted;
    private final int[] ranks;
    private final int[] counts;
    private int drawn;

    RankedSamples(double[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("there is no sample");
        }
        Integer[] order = IntStream.range(0, samples.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(place -> samples[place]));
        this.sorted = new double[samples.length];
        this.ranks = new int[samples.length];
        for (int rank = 0; rank < order.length; rank++) {
            sorted[rank] = samples[order[rank]];
            ranks[order[rank]] = rank;
        }
        this.counts = new int[samples.length];
    }

    int size() {
        return sorted.length;
    }

    void begin() {
        Arrays.fill(counts, 0);
        drawn = 0;
    }

    /** Draws the sample at this place in time. */
    void draw(int place) {
        counts[ranks[place]]++;
        drawn++;
    }

    /** The median of what was drawn, the mean of the two middles when that is an even number. */
    double median() {
        int lower = (drawn - 1) / 2;
        int upper = drawn / 2;
        int seen = 0;
        double first = Double.NaN;
        for (int rank = 0; rank < counts.length; rank++) {
            seen += counts[rank];
            if (Double.isNaN(first) && seen > lower) {
                first = sorted[rank];
            }
            if (seen > upper) {
                return (first + sorted[rank]) / 2;
            }
        }
        throw new IllegalStateException("nothing was drawn");
    }
}
