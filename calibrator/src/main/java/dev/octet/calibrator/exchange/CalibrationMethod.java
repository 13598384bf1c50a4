package dev.octet.calibrator.exchange;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code onnxruntime.quantization} calls the way in which ranges were found. It refuses a file whose method is not
 * the {@code calibrate_method} that it was called with, and does nothing else with it.
 */
public enum CalibrationMethod {
    /** The default of {@code quantize_static}. */
    MIN_MAX("MinMax"),
    /** Least divergence. */
    ENTROPY("Entropy"),
    /** The rarest values cut. */
    PERCENTILE("Percentile"),
    /** For float 8. */
    DISTRIBUTION("Distribution");

    static final String QUALIFIER = "CalibrationMethod.";

    private final String pythonName;

    CalibrationMethod(String pythonName) {
        this.pythonName = pythonName;
    }

    /** The member of the Python enum. */
    public String pythonName() {
        return pythonName;
    }

    /** The method that stands for one of Octet's estimators; where there is none of that name, the default. */
    public static CalibrationMethod ofEstimator(String estimator) {
        return switch (estimator.split(":", 2)[0]) {
            case "entropy" -> ENTROPY;
            case "percentile" -> PERCENTILE;
            default -> MIN_MAX;
        };
    }

    /** The method that stands for a calibrator of TensorRT. */
    public static CalibrationMethod ofCache(CacheAlgorithm algorithm) {
        return algorithm == CacheAlgorithm.MINMAX ? MIN_MAX : ENTROPY;
    }

    static Optional<CalibrationMethod> ofPython(String value) {
        return Stream.of(values())
                .filter(method -> value.equals(QUALIFIER + method.pythonName))
                .findFirst();
    }
}
