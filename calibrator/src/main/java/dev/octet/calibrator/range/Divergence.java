package dev.octet.calibrator.range;

/**
 * {@code KL(P || Q)} for one candidate: P is the histogram between the edges with everything outside moved into the edge
 * bins; Q is the same bins without what is outside, their values averaged over the non-empty bins of each of
 * {@code steps + 1} groups; both scaled to sum 1. Empty bins stay empty in both. A candidate whose edge bin is empty but
 * receives outliers, or that covers nothing, diverges infinitely. The bins next to zero repeat their outer neighbour, as
 * exact zeros would drown the rest.
 *
 * <p>Group sums come from prefix sums, so a candidate costs one logarithm a group. Accumulated in double;
 * {@link Logarithm} is the same on every machine, so the choice is too.
 */
final class Divergence implements EdgeSearch.Loss {

    private final int first;
    private final int groups;
    private final double[] weights;
    private final double[] sum;
    private final double[] logSum;
    private final int[] filled;

    Divergence(Bins bins) {
        first = bins.first();
        groups = bins.steps() + 1;
        weights = bins.weights();
        if (bins.end() >= 2) {
            weights[-first] = weights[1 - first];
        }
        if (first <= -2) {
            weights[-1 - first] = weights[-2 - first];
        }
        sum = new double[weights.length + 1];
        logSum = new double[weights.length + 1];
        filled = new int[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            sum[i + 1] = sum[i] + weights[i];
            logSum[i + 1] = logSum[i] + timesLog(weights[i]);
            filled[i + 1] = filled[i] + (weights[i] > 0 ? 1 : 0);
        }
    }

    @Override
    public double of(int lowEdge, int highEdge, double limit) {
        int from = lowEdge - first;
        int to = highEdge - first;
        double total = sum[sum.length - 1];
        double inside = sum[to] - sum[from];
        double below = sum[from];
        double above = total - sum[to];
        if (inside <= 0 || (below > 0 && weights[from] == 0) || (above > 0 && weights[to - 1] == 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double own = logSum[to]
                - logSum[from]
                + timesLog(weights[from] + below)
                - timesLog(weights[from])
                + timesLog(weights[to - 1] + above)
                - timesLog(weights[to - 1]);
        // Groups are laid from the low edge up; below zero only, from the high edge down, so that -x chooses as x does.
        double cross = cross(from, to, below, above, highEdge == 0 ? 0 : groups - 1);
        return (own - cross) / total - Logarithm.of(total) + Logarithm.of(inside);
    }

    /** {@code sum P ln Q} before scaling. */
    private double cross(int from, int to, double below, double above, int roundUp) {
        int width = to - from;
        double cross = 0;
        int start = from;
        for (int group = 0; group < groups; group++) {
            int end = from + ((group + 1) * width + roundUp) / groups;
            double values = sum[end] - sum[start];
            if (values > 0) {
                double outside = (group == 0 ? below : 0) + (group == groups - 1 ? above : 0);
                cross += (values + outside) * Logarithm.of(values / (filled[end] - filled[start]));
            }
            start = end;
        }
        return cross;
    }

    private static double timesLog(double value) {
        return value > 0 ? value * Logarithm.of(value) : 0;
    }
}
