package dev.octet.calibrator.repair;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Extremes of each channel of one tensor {@code [N, C, ...]}; NaN does not count. */
final class ChannelRanges {

    private final float[] min;
    private final float[] max;

    ChannelRanges(int channels) {
        min = new float[channels];
        max = new float[channels];
        Arrays.fill(min, Float.POSITIVE_INFINITY);
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
    }

    /** Adds the values of a tensor, row-major with {@code channels} channels of {@code inner} values each, repeated. */
    void add(FloatBuffer values, int inner) {
        float[] channel = new float[inner];
        for (int at = 0, c = 0; at + inner <= values.limit(); at += inner, c = (c + 1) % min.length) {
            values.get(at, channel);
            float low = min[c];
            float high = max[c];
            for (float value : channel) {
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
            min[c] = low;
            max[c] = high;
        }
    }

    int channels() {
        return min.length;
    }

    float min(int channel) {
        return min[channel];
    }

    float max(int channel) {
        return max[channel];
    }

    /** The largest distance from zero of each channel. */
    double[] magnitudes() {
        double[] sizes = new double[min.length];
        for (int c = 0; c < sizes.length; c++) {
            sizes[c] = Math.max(Math.abs((double) min[c]), Math.abs((double) max[c]));
        }
        return sizes;
    }
}
