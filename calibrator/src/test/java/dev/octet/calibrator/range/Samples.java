package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import java.util.Random;

/** Named sets of values of the shapes that activations have. */
enum Samples {
    LAPLACE,
    HALF_NORMAL,
    SILU,
    ALL_NEGATIVE,
    OUTLIERS,
    GAUSS_SHIFTED;

    static final int COUNT = 20_000;

    /** Values from a fixed seed, the ordinal plus 100. */
    float[] drawn() {
        Random random = new Random(100 + ordinal());
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (float) one(random, i);
        }
        return values;
    }

    private double one(Random random, int index) {
        double gauss = random.nextGaussian();
        double exponential = -Math.log(1 - random.nextDouble());
        return switch (this) {
            case LAPLACE -> random.nextBoolean() ? exponential : -exponential;
            case HALF_NORMAL -> Math.abs(gauss);
            case SILU -> 2 * gauss / (1 + Math.exp(-2 * gauss));
            case ALL_NEGATIVE -> -1 - exponential;
            case OUTLIERS -> index % 5000 == 17 ? 40 : gauss;
            case GAUSS_SHIFTED -> gauss + 0.8;
        };
    }

    TensorStatistics statistics() {
        return statistics(drawn());
    }

    static TensorStatistics statistics(float... values) {
        TensorObserver observer = new TensorObserver("t");
        observer.observe(values, 0, values.length);
        return observer.snapshot();
    }
}
