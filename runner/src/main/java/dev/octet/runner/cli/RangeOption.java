package dev.octet.runner.cli;

import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;

/** The estimator that {@code --range} names. */
final class RangeOption {

    private RangeOption() {}

    static RangeEstimator named(String name) {
        return Estimators.named(name);
    }
}
