package dev.octet.calibrator;

import dev.octet.calibrator.exchange.CacheAlgorithm;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;

/** Every default of this module, with its reason. Constants of immutable types, safe to use from any thread. */
public final class CalibratorDefaults {

    /**
     * Looks at the tail of each tensor: a cut that saves YOLOX-Nano's stem, whose outliers are thousands of times the
     * median, would cost every ordinary tensor.
     */
    public static final RangeEstimator RANGE_ESTIMATOR = Estimators.tailAware();

    /** The TensorRT that a cache is written for: the newest that has INT8 calibrators on the JVM. */
    public static final TensorRtVersion TENSORRT_VERSION = TensorRtVersion.of(10, 15, 1);

    /** The calibrator that a cache names: the one that trtexec builds with. */
    public static final CacheAlgorithm CACHE_ALGORITHM = CacheAlgorithm.ENTROPY2;

    private CalibratorDefaults() {}
}
