package dev.octet.calibrator.compare;

import java.nio.FloatBuffer;

/** Sums over the values of one tensor in two models. A NaN on one side makes every figure NaN or infinite. */
final class DifferenceSums {

    private double firstSquares;
    private double secondSquares;
    private double products;
    private double errorSquares;
    private double maxError;

    void add(FloatBuffer first, FloatBuffer second) {
        for (int i = 0; i < first.limit(); i++) {
            double a = first.get(i);
            double b = second.get(i);
            double error = a - b;
            firstSquares += a * a;
            secondSquares += b * b;
            products += a * b;
            errorSquares += error * error;
            maxError = Math.max(maxError, Math.abs(error));
        }
    }

    double sqnr() {
        return errorSquares == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(firstSquares / errorSquares);
    }

    double cosine() {
        double norms = Math.sqrt(firstSquares) * Math.sqrt(secondSquares);
        return norms == 0 && firstSquares == secondSquares ? 1 : products / norms;
    }

    double maxError() {
        return maxError;
    }
}
