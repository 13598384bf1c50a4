package dev.octet.benchmarks.statistics;

import java.util.Arrays;

/** Order statistics of samples. */
public final class Quantiles {

    private Quantiles() {}

    /**
     * The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996).
     *
     * @param sorted ascending, at least one
     * @param fraction 0 for the least, 1 for the greatest
     */
    public static double of(double[] sorted, double fraction) {
        if (sorted.length == 0 || !(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    sorted.length + " samples and fraction " + fraction + ": one sample and 0 to 1 are needed");
        }
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** The median; the mean of the two middles when their number is even. The samples stay as they are. */
    public static double median(double[] samples) {
        return of(sorted(samples), 0.5);
    }

    /** The samples in ascending order, a copy. */
    public static double[] sorted(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
