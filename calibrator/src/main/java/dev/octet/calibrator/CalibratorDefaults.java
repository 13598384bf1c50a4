package dev.octet.calibrator;

import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;

/** Every default of this module, with its reason. */
public final class CalibratorDefaults {

    /**
     * Percentile 99.9: of the estimators that look at one tensor alone it loses least on YOLOX-Nano, whose stem has
     * outliers of a hundred times the median, and little elsewhere.
     */
    public static final RangeEstimator RANGE_ESTIMATOR = Estimators.percentile(99.9);

    private CalibratorDefaults() {}
}
