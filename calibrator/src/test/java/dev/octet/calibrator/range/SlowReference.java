package dev.octet.calibrator.range;

import java.util.Arrays;

/** The algorithms over one side of zero written again, straight from the samples and their definitions, without prefix sums. */
final class SlowReference {

    private final double[] magnitudes;
    private final double amax;
    private final int steps;

    /** Reads {@code |x|}; 127 steps for symmetric, 255 for affine data on one side of zero. */
    SlowReference(float[] values, int steps) {
        this.steps = steps;
        magnitudes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            magnitudes[i] = Math.abs((double) values[i]);
        }
        Arrays.sort(magnitudes);
        amax = magnitudes[magnitudes.length - 1];
    }

    /** Finest bin width: 2048 to 4096 bins up to the largest magnitude. */
    double width() {
        return Math.pow(2, Math.floor(Math.log(amax) / Math.log(2) + 1e-12) - 11);
    }

    double percentile(double percent) {
        int cut = (int) Math.floor(magnitudes.length * (100 - percent) / 100);
        return magnitudes[magnitudes.length - 1 - cut];
    }

    double squaredError(double clipWeight) {
        double width = width();
        double[] counts = counts(width);
        double least = Double.MAX_VALUE;
        double best = amax;
        for (int edge = counts.length; edge > steps; edge--) {
            double scale = edge * width / steps;
            double error = 0;
            for (int i = 0; i < counts.length; i++) {
                double x = (i + 0.5) * width;
                double difference = x - scale * Math.min(steps, Math.rint(x / scale));
                error += counts[i] * difference * difference * (x > edge * width ? clipWeight : 1);
            }
            if (error < least) {
                least = error;
                best = edge * width;
            }
        }
        return Math.min(best, amax);
    }

    double entropy() {
        double width = width();
        double[] counts = counts(width);
        while (counts.length > 2048) {
            width *= 2;
            counts = counts(width);
        }
        counts[0] = counts[1];
        double least = Double.MAX_VALUE;
        double best = amax;
        for (int edge = counts.length; edge > steps; edge--) {
            double divergence = divergence(counts, edge);
            if (divergence < least) {
                least = divergence;
                best = edge * width;
            }
        }
        return Math.min(best, amax);
    }

    /** Width of the bins that {@link #entropy} searched. */
    double entropyWidth() {
        return amax / width() > 2048 ? 2 * width() : width();
    }

    private double divergence(double[] counts, int edge) {
        double[] p = Arrays.copyOf(counts, edge);
        p[edge - 1] += Arrays.stream(counts, edge, counts.length).sum();
        double[] sums = new double[steps + 1];
        int[] filled = new int[steps + 1];
        for (int i = 0; i < edge; i++) {
            sums[i * (steps + 1) / edge] += counts[i];
            filled[i * (steps + 1) / edge] += counts[i] > 0 ? 1 : 0;
        }
        double[] q = new double[edge];
        for (int i = 0; i < edge; i++) {
            q[i] = counts[i] > 0 ? sums[i * (steps + 1) / edge] / filled[i * (steps + 1) / edge] : 0;
        }
        double sumP = Arrays.stream(p).sum();
        double sumQ = Arrays.stream(q).sum();
        double divergence = 0;
        for (int i = 0; i < edge; i++) {
            if (p[i] > 0) {
                divergence += p[i] / sumP * Math.log(p[i] / sumP / (q[i] / sumQ));
            }
        }
        return divergence;
    }

    private double[] counts(double width) {
        double[] counts = new double[(int) Math.floor(amax / width) + 1];
        for (double magnitude : magnitudes) {
            counts[(int) Math.floor(magnitude / width)]++;
        }
        return counts;
    }
}
