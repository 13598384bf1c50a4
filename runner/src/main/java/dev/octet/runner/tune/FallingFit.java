package dev.octet.runner.tune;

/**
 * The falling sequence closest to measured values: leaving more in float does not make a network worse, so where a
 * measured drop rises on the way it was chance, and the values around are pooled. By the pool-adjacent-violators algorithm
 * (Barlow, Bartholomew, Bremner, Brunk: Statistical Inference under Order Restrictions, 1972).
 */
final class FallingFit {

    private FallingFit() {}

    /** The fit, value by value; the input is left as it is. */
    static double[] of(double[] values) {
        double[] mean = new double[values.length];
        int[] count = new int[values.length];
        int blocks = 0;
        for (double value : values) {
            mean[blocks] = value;
            count[blocks] = 1;
            blocks++;
            while (blocks > 1 && mean[blocks - 2] < mean[blocks - 1]) {
                int together = count[blocks - 2] + count[blocks - 1];
                mean[blocks - 2] =
                        (mean[blocks - 2] * count[blocks - 2] + mean[blocks - 1] * count[blocks - 1]) / together;
                count[blocks - 2] = together;
                blocks--;
            }
        }
        double[] fit = new double[values.length];
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < count[block]; i++) {
                fit[at++] = mean[block];
            }
        }
        return fit;
    }
}
