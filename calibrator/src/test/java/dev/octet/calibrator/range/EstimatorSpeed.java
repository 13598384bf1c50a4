package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.Symmetry;

/** Prints milliseconds that 400 tensors take, by estimator; run by hand. */
final class EstimatorSpeed {

    private EstimatorSpeed() {}

    public static void main(String[] arguments) {
        TensorStatistics[] all = new TensorStatistics[Samples.values().length];
        for (Samples samples : Samples.values()) {
            all[samples.ordinal()] = samples.statistics();
        }
        for (int round = 0; round < 2; round++) {
            for (Symmetry symmetry : Symmetry.values()) {
                for (RangeEstimator estimator : Estimators.all()) {
                    long start = System.nanoTime();
                    for (int i = 0; i < 400; i++) {
                        estimator.estimate(all[i % all.length], symmetry);
                    }
                    System.out.printf(
                            "%s %s %d ms%n", symmetry, estimator.name(), (System.nanoTime() - start) / 1_000_000);
                }
            }
        }
    }
}
