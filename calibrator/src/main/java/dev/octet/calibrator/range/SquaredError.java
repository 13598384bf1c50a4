package dev.octet.calibrator.range;

/**
 * Squared error of rounding to an 8-bit grid, in bin widths, over bin centres: {@code sum c_j (x_j - x^_j)^2}, where
 * values beyond the grid's ends weigh {@code clipWeight} times. The grid has step {@code (b - a) / steps} and a point at
 * zero. Each grid point's share comes from prefix sums of {@code c}, {@code c x} and {@code c x^2}, so a candidate costs
 * as many operations as the grid has points. Accumulated in double.
 */
final class SquaredError implements EdgeSearch.Loss {

    /** A partial sum above the limit by more than rounding stays above it, since all terms are squares. */
    private static final double BEYOND_ROUNDING = 1 + 1e-6;

    private final int first;
    private final int steps;
    private final double clipWeight;
    private final double[] sum0;
    private final double[] sum1;
    private final double[] sum2;

    SquaredError(Bins bins, double clipWeight) {
        this.first = bins.first();
        this.steps = bins.steps();
        this.clipWeight = clipWeight;
        double[] weights = bins.weights();
        sum0 = new double[weights.length + 1];
        sum1 = new double[weights.length + 1];
        sum2 = new double[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            double centre = first + i + 0.5;
            sum0[i + 1] = sum0[i] + weights[i];
            sum1[i + 1] = sum1[i] + weights[i] * centre;
            sum2[i + 1] = sum2[i] + weights[i] * centre * centre;
        }
    }

    @Override
    public double of(int lowEdge, int highEdge, double limit) {
        double step = (double) (highEdge - lowEdge) / steps;
        int lowest = -(int) Math.rint(-lowEdge / step);
        int highest = lowest + steps;
        int end = sum0.length - 1;
        double above = around(highest * step, indexAt(highest * step), end);
        double below = around(lowest * step, 0, indexAt(lowest * step));
        double enough = limit * BEYOND_ROUNDING;
        if (clipWeight * (above + below) > enough) {
            return Double.POSITIVE_INFINITY;
        }
        double error = (clipWeight - 1) * (above + below);
        int from = 0;
        for (int level = lowest; level < highest; level++) {
            int to = indexAt((level + 0.5) * step);
            error += around(level * step, from, to);
            from = to;
            if (error > enough) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return error + around(highest * step, from, end);
    }

    /** Index of the first bin whose centre is not below the position. */
    private int indexAt(double position) {
        return Math.max(0, Math.min(sum0.length - 1, (int) Math.ceil(position - 0.5) - first));
    }

    /** {@code sum c_j (x_j - point)^2} over bins {@code from .. to - 1}. */
    private double around(double point, int from, int to) {
        return (sum2[to] - sum2[from]) - point * (2 * (sum1[to] - sum1[from]) - point * (sum0[to] - sum0[from]));
    }
}
