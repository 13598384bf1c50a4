package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calibrator that a TensorRT cache names. TensorRT passes over a cache whose calibrator is not the one it was given;
 * the scales mean the same in all of them.
 */
public enum CacheAlgorithm {
    /** {@code IInt8EntropyCalibrator2}: what trtexec uses, and what DLA needs. */
    ENTROPY2("entropy2", "EntropyCalibration2"),
    /** {@code IInt8MinMaxCalibrator}. */
    MINMAX("minmax", "MinMaxCalibration"),
    /** {@code IInt8EntropyCalibrator}. */
    ENTROPY("entropy", "EntropyCalibration"),
    /** {@code IInt8LegacyCalibrator}. */
    LEGACY("legacy", "LegacyCalibration");

    private final String id;
    private final String headerName;

    CacheAlgorithm(String id, String headerName) {
        this.id = id;
        this.headerName = headerName;
    }

    /** The name in the first line of a cache. */
    public String headerName() {
        return headerName;
    }

    /**
     * The algorithm of this name: entropy2, minmax, entropy or legacy.
     *
     * @throws ToolkitException {@code USAGE} when there is none
     */
    public static CacheAlgorithm named(String id) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.USAGE,
                        "TensorRT has no calibrator " + FileText.quoted(id) + ".",
                        "Choose entropy2, minmax, entropy or legacy: the one that the engine is built with."));
    }

    static Optional<CacheAlgorithm> ofHeader(String headerName) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.headerName.equals(headerName))
                .findFirst();
    }
}
