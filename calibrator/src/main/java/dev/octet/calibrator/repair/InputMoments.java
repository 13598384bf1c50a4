package dev.octet.calibrator.repair;

import java.nio.FloatBuffer;

/**
 * Second moments {@code sum x x^T} of what a convolution reads, over some places of some images, for each group; where
 * there are many inputs only among blocks of neighbours, which bounds memory and time. Not safe for use from two threads.
 */
final class InputMoments {

    /** Inputs whose moments are taken together. */
    static final int BLOCK = 512;

    /** Places of each image. */
    private static final int PLACES = 128;

    private final ConvolutionInput input;
    private final int block;
    private final int blocks;
    private final float[][] moments;
    private final double[][] sums;
    private final float[] patch;
    private long count;

    InputMoments(ConvolutionInput input) {
        this.input = input;
        this.patch = new float[input.size()];
        this.block = Math.min(BLOCK, input.size());
        this.blocks = (input.size() + block - 1) / block;
        this.moments = new float[input.groups() * blocks][block * block];
        this.sums = new double[input.groups()][input.size()];
    }

    /** Adds the images of a tensor {@code [N, I, height, width]}. */
    void add(FloatBuffer values, long[] shape) {
        int height = (int) shape[2];
        int width = (int) shape[3];
        int places = input.places(height, width);
        int taken = Math.min(PLACES, places);
        for (int n = 0; n < shape[0]; n++) {
            int start = (int) (n * shape[1] * height * width);
            for (int i = 0; i < taken; i++) {
                int place = (int) ((2L * i + 1) * places / (2L * taken));
                for (int g = 0; g < input.groups(); g++) {
                    input.read(values, start, height, width, g, place, patch);
                    addPatch(g);
                }
                count++;
            }
        }
    }

    private void addPatch(int group) {
        double[] sum = sums[group];
        for (int i = 0; i < patch.length; i++) {
            sum[i] += patch[i];
        }
        for (int b = 0; b < blocks; b++) {
            float[] moment = moments[group * blocks + b];
            int first = b * block;
            int size = size(b);
            for (int i = 0; i < size; i++) {
                float factor = patch[first + i];
                if (factor != 0) {
                    int row = i * block;
                    for (int j = i; j < size; j++) {
                        moment[row + j] += factor * patch[first + j];
                    }
                }
            }
        }
    }

    int groups() {
        return input.groups();
    }

    int blocks() {
        return blocks;
    }

    /** First input of a block. */
    int first(int b) {
        return b * block;
    }

    /** Inputs in a block. */
    int size(int b) {
        return Math.min(block, input.size() - b * block);
    }

    /**
     * Mean moments in one block of a group, row-major and symmetric.
     *
     * @param centred about the mean, which matters no more where a bias takes up what rounding adds to it
     */
    double[] of(int group, int b, boolean centred) {
        int size = size(b);
        float[] moment = moments[group * blocks + b];
        double[] mean = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                double away = centred ? sums[group][first(b) + i] / count * (sums[group][first(b) + j] / count) : 0;
                mean[i * size + j] = moment[i * block + j] / count - away;
                mean[j * size + i] = mean[i * size + j];
            }
        }
        return mean;
    }
}
