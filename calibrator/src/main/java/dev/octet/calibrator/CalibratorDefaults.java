package dev.octet.calibrator;

import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;

/** Every default of this module, with its reason. */
public final class CalibratorDefaults {

    /**
     * Looks at the tail of each tensor: a cut that saves YOLOX-Nano's stem, whose outliers are thousands of times the
     * median, would cost every ordinary tensor.
     */
    public static final RangeEstimator RANGE_ESTIMATOR = Estimators.tailAware();

    private CalibratorDefaults() {}
}
