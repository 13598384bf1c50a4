package dev.octet.calibrator.range;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;
import java.util.stream.Stream;

/** The range estimators that exist, and their names. */
public final class Estimators {

    /** Percentile of {@link #all()}: cuts one value in ten thousand, the value published for detectors. */
    public static final double DEFAULT_PERCENTILE = 99.99;

    private static final String PERCENTILE_PREFIX = "percentile:";

    private Estimators() {}

    /** The exact extremes. */
    public static RangeEstimator minMax() {
        return new MinMax();
    }

    /**
     * Cuts the rarest extremes.
     *
     * @param percent share of the finite values to keep, above 0 up to 100
     */
    public static RangeEstimator percentile(double percent) {
        return new Percentile(percent);
    }

    /** Least Kullback-Leibler divergence between the values and their quantized form. */
    public static RangeEstimator entropy() {
        return new Entropy();
    }

    /** Least mean squared error. */
    public static RangeEstimator mse() {
        return new Mse();
    }

    /** Least squared error with clipped values weighing three times. */
    public static RangeEstimator sqnr() {
        return new Sqnr();
    }

    /** Least mean squared error, but a hard cut where the tail is very long: the default. */
    public static RangeEstimator tailAware() {
        return new TailAware();
    }

    /** One of each, in the order that tables list them. */
    public static List<RangeEstimator> all() {
        return List.of(minMax(), percentile(DEFAULT_PERCENTILE), entropy(), mse(), sqnr());
    }

    /**
     * The estimator of this name: auto, minmax, percentile, percentile:99.9, entropy, mse or sqnr.
     *
     * @throws ToolkitException {@code USAGE} when there is none
     */
    public static RangeEstimator named(String name) {
        if (name.startsWith(PERCENTILE_PREFIX)) {
            return percentileNamed(name);
        }
        return Stream.concat(all().stream(), Stream.of(tailAware()))
                .filter(estimator -> estimator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static RangeEstimator percentileNamed(String name) {
        try {
            return percentile(Double.parseDouble(name.substring(PERCENTILE_PREFIX.length())));
        } catch (IllegalArgumentException e) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "'" + name
                            + "' does not name a percentile: after the colon a number above 0 up to 100 is expected.",
                    "Write for example percentile:99.99.",
                    e);
        }
    }

    private static ToolkitException unknown(String name) {
        return new ToolkitException(
                FailureKind.USAGE,
                "There is no range estimator '" + name + "'.",
                "Choose one of minmax, percentile, percentile:<p>, entropy, mse, sqnr.");
    }
}
