package dev.octet.runner.engine;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.octet.bindings.tensorrt.CalibratorKind;
import dev.octet.calibrator.exchange.CacheAlgorithm;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who chooses the ranges of INT8 for a float model: TensorRT in one of its own ways, or Octet, whose ranges TensorRT is
 * given as a calibration cache. For TensorRT 10 and older.
 */
public enum CalibratorChoice {
    /** TensorRT's IInt8EntropyCalibrator2: what trtexec uses, and what DLA needs. */
    ENTROPY2("entropy2", CalibratorKind.ENTROPY2, CacheAlgorithm.ENTROPY2),
    /** TensorRT's IInt8EntropyCalibrator. */
    ENTROPY("entropy", CalibratorKind.ENTROPY, CacheAlgorithm.ENTROPY),
    /** TensorRT's IInt8MinMaxCalibrator. */
    MINMAX("minmax", CalibratorKind.MINMAX, CacheAlgorithm.MINMAX),
    /** Octet's: least mean squared error. */
    OCTET_MSE("octet-mse", CalibratorKind.ENTROPY2, CacheAlgorithm.ENTROPY2),
    /** Octet's: least Kullback-Leibler divergence. */
    OCTET_ENTROPY("octet-entropy", CalibratorKind.ENTROPY2, CacheAlgorithm.ENTROPY2),
    /** Octet's: the rarest values cut. */
    OCTET_PERCENTILE("octet-percentile", CalibratorKind.ENTROPY2, CacheAlgorithm.ENTROPY2);

    private final String id;
    private final CalibratorKind kind;
    private final CacheAlgorithm algorithm;

    CalibratorChoice(String id, CalibratorKind kind, CacheAlgorithm algorithm) {
        this.id = id;
        this.kind = kind;
        this.algorithm = algorithm;
    }

    /** The name on the command line and in files. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The calibrator of this name. */
    public static Optional<CalibratorChoice> named(String id) {
        return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst();
    }

    /** TensorRT's calibrator that stands in the build: the one that reads the cache, where Octet chose the ranges. */
    CalibratorKind kind() {
        return kind;
    }

    /** What the first line of its cache names. */
    public CacheAlgorithm algorithm() {
        return algorithm;
    }

    /** Octet's rule; none where TensorRT chooses. */
    public Optional<RangeEstimator> estimator() {
        return switch (this) {
            case ENTROPY2, ENTROPY, MINMAX -> Optional.empty();
            case OCTET_MSE -> Optional.of(Estimators.mse());
            case OCTET_ENTROPY -> Optional.of(Estimators.entropy());
            case OCTET_PERCENTILE -> Optional.of(Estimators.percentile(Estimators.DEFAULT_PERCENTILE));
        };
    }

    /** True when Octet chooses the ranges. */
    public boolean isOctets() {
        return estimator().isPresent();
    }
}
