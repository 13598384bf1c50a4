package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A calibrated tensor.
 *
 * @param tensor its name
 * @param values how many were seen
 * @param zeros how many of them were 0
 * @param nan how many were NaN
 * @param infinite how many were infinite
 * @param min smallest finite value
 * @param max largest finite value
 * @param firstEdge where the first bin begins
 * @param binWidth width of a bin
 * @param counts values in each bin
 * @param thresholds what each algorithm would choose
 * @param chosen what the INT8 model has; empty when the tensor has no Q/DQ pair there
 */
public record TensorEntry(
        String tensor,
        long values,
        long zeros,
        long nan,
        long infinite,
        double min,
        double max,
        double firstEdge,
        double binWidth,
        List<Long> counts,
        List<Threshold> thresholds,
        Optional<Chosen> chosen) {

    public TensorEntry {
        counts = List.copyOf(counts);
        thresholds = List.copyOf(thresholds);
    }

    /** The same in bins twice as wide. */
    TensorEntry coarser() {
        List<Long> pairs = new ArrayList<>();
        for (int i = 0; i < counts.size(); i += 2) {
            pairs.add(counts.get(i) + (i + 1 < counts.size() ? counts.get(i + 1) : 0));
        }
        return new TensorEntry(
                tensor, values, zeros, nan, infinite, min, max, firstEdge, 2 * binWidth, pairs, thresholds, chosen);
    }

    /**
     * What an algorithm would choose.
     *
     * @param algorithm its name
     * @param low smallest value of the range
     * @param high largest value
     */
    public record Threshold(String algorithm, double low, double high) {}

    /**
     * What was chosen.
     *
     * @param low smallest value that the integers can tell
     * @param high largest value
     * @param scale of one step
     * @param zeroPoint the integer of 0
     */
    public record Chosen(double low, double high, double scale, int zeroPoint) {}
}
