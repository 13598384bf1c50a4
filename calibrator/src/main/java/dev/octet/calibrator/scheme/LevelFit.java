package dev.octet.calibrator.scheme;

import java.util.Arrays;

/** Finds scales for given levels, or levels and scales together, that have the least squared error of the weights. */
final class LevelFit {

    /** Scales that are tried, as shares of the one that the largest weight of the channel asks for. */
    private static final int SHARES = 40;

    private static final double LEAST_SHARE = 0.4;

    /** Levels and scales in turns; the error falls with each and hardly after these. */
    private static final int ROUNDS = 4;

    private final float[] weights;
    private final ChannelQuantization plain;
    private final double[] smallestScales;
    private final float[] widest;
    private final int inner;

    /**
     * A fit.
     *
     * @param plain the weights with a scale for the largest of each channel
     */
    LevelFit(float[] weights, ChannelQuantization plain, double[] smallestScales) {
        this.weights = weights;
        this.plain = plain;
        this.smallestScales = smallestScales;
        this.widest = plain.scales();
        this.inner = plain.innerSize();
    }

    /** With these levels, each channel's scale the best of {@value #SHARES}. */
    ChannelQuantization withLevels(int[] levels) {
        NearestLevel nearest = new NearestLevel(levels);
        int channels = widest.length;
        float[] best = new float[channels];
        double[] least = new double[channels];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int i = 0; i < SHARES; i++) {
            double share = 1 - (1 - LEAST_SHARE) * i / (SHARES - 1);
            float[] scales = new float[channels];
            for (int c = 0; c < channels; c++) {
                scales[c] = bounded(c, widest[c] * share);
            }
            double[] errors = errors(scales, nearest);
            for (int c = 0; c < channels; c++) {
                if (errors[c] < least[c]) {
                    least[c] = errors[c];
                    best[c] = scales[c];
                }
            }
        }
        return quantized(best, nearest);
    }

    /** With the best levels for the whole tensor, found in turns with scales. */
    ChannelQuantization withCodebook(int count, int most) {
        ChannelQuantization best = withLevels(FixedLevels.linear(Integer.numberOfTrailingZeros(count), most));
        double least = error(best);
        float[] scales = best.scales();
        for (int round = 0; round < ROUNDS; round++) {
            NearestLevel nearest = new NearestLevel(Codebook.of(weights, scales, inner, count, most));
            ChannelQuantization tried = quantized(scales, nearest);
            double error = error(tried);
            if (error < least) {
                least = error;
                best = tried;
            }
            scales = leastSquares(tried);
        }
        return best;
    }

    /** {@code s_c = sum w q / sum q^2} over a channel, the scale with the least squared error for given integers. */
    private float[] leastSquares(ChannelQuantization quantized) {
        byte[] values = quantized.values();
        double[] products = new double[widest.length];
        double[] squares = new double[widest.length];
        for (int i = 0; i < weights.length; i++) {
            int c = channel(i);
            products[c] += (double) weights[i] * values[i];
            squares[c] += values[i] * values[i];
        }
        float[] scales = quantized.scales();
        for (int c = 0; c < scales.length; c++) {
            if (products[c] > 0) {
                scales[c] = bounded(c, products[c] / squares[c]);
            }
        }
        return scales;
    }

    private float bounded(int channel, double scale) {
        double smallest = smallestScales.length == 0 ? 0 : smallestScales[channel];
        return ScaleGrid.nearest(scale, smallest);
    }

    private double[] errors(float[] scales, NearestLevel nearest) {
        double[] errors = new double[scales.length];
        for (int i = 0; i < weights.length; i++) {
            int c = channel(i);
            double difference = weights[i] - (double) scales[c] * nearest.to(weights[i] / scales[c]);
            errors[c] += difference * difference;
        }
        return errors;
    }

    private double error(ChannelQuantization quantized) {
        float[] back = quantized.dequantize();
        double error = 0;
        for (int i = 0; i < weights.length; i++) {
            error += ((double) back[i] - weights[i]) * ((double) back[i] - weights[i]);
        }
        return error;
    }

    private ChannelQuantization quantized(float[] scales, NearestLevel nearest) {
        byte[] values = new byte[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) nearest.to(weights[i] / scales[channel(i)]);
        }
        return plain.with(values, scales);
    }

    private int channel(int i) {
        return i / inner % widest.length;
    }
}
