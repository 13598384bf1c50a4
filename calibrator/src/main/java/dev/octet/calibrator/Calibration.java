package dev.octet.calibrator;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.Provenance;
import dev.octet.calibrator.table.TensorCalibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was observed of a model over calibration data: everything that choosing ranges needs, and no activation.
 * Immutable, and safe to use from any thread.
 */
public final class Calibration {

    private final CalibrationTable table;

    private Calibration(CalibrationTable table) {
        this.table = table;
    }

    static Calibration of(OnnxModel model, List<TensorStatistics> statistics, SourceIdentity source) {
        return new Calibration(observed(model, statistics, source).withRangesBy(Estimators.all()));
    }

    static CalibrationTable observed(OnnxModel model, List<TensorStatistics> statistics, SourceIdentity source) {
        Provenance provenance = new Provenance(
                OctetVersion.CURRENT, model.name(), model.sha256(), source.images(), source.preprocessing());
        return CalibrationTable.of(provenance, statistics, List.of());
    }

    /**
     * Reads a calibration that {@link #writeTo} wrote.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when it is no calibration, {@code INTEGRITY}
     *     when it was cut short or changed
     */
    public static Calibration at(Path file) {
        return new Calibration(CalibrationTable.at(file));
    }

    /** The calibration that a table holds. */
    public static Calibration of(CalibrationTable table) {
        return new Calibration(table);
    }

    /**
     * The calibration of parts that were observed apart, merged by {@link CalibrationTable#merge}: the same, byte for byte,
     * as that of one {@link Calibrator#calibrate} over all samples.
     *
     * @param observed tables of an {@link OpenCalibrator}, merged
     * @throws ToolkitException {@code BAD_INPUT} when it is over no sample at all
     */
    public static Calibration ofParts(CalibrationTable observed) {
        if (observed.provenance().images().images() == 0) {
            throw noSamples();
        }
        return new Calibration(observed.withRangesBy(Estimators.all()));
    }

    static ToolkitException noSamples() {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "There are no calibration samples.",
                "Give at least one; 100 to 500 that look like what the model will see are usual.");
    }

    /** Writes the calibration as JSON, whole or not at all; the same calibration is always the same bytes. */
    public void writeTo(Path file) {
        table.writeTo(file);
    }

    /**
     * Writes the default ranges of the model's tensors as a calibration cache for the implicit quantization of TensorRT,
     * whole or not at all.
     *
     * @param file the cache
     * @param version the TensorRT that will read it; another passes over it
     * @param model the model that was calibrated
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model,
     *     {@code UNSUPPORTED} when this TensorRT reads no cache
     */
    public void writeTensorRtCache(Path file, TensorRtVersion version, OnnxModel model) {
        Map<String, ActivationRange> ranges = ranges(model, CalibratorDefaults.RANGE_ESTIMATOR, Symmetry.SYMMETRIC);
        TensorRtCache.of(version, CalibratorDefaults.CACHE_ALGORITHM, ranges).writeTo(file);
    }

    /**
     * The ranges of all tensors of the model that follow from what was observed: the observed ones, those that copy their
     * values, what goes into an activation function, and what a sigmoid makes. Tensors that copy values into one another
     * have one range, and a network input has its exact extremes, as in a {@link QuantizedModel}.
     *
     * @param model the model that was calibrated
     * @param estimator chooses
     * @param symmetry where the integers' grid will lie
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model
     */
    public Map<String, ActivationRange> ranges(OnnxModel model, RangeEstimator estimator, Symmetry symmetry) {
        return new ModelRanges(this, model).by(estimator, symmetry);
    }

    /** The tables behind it: provenance, and per tensor its statistics and what each estimator would choose. */
    public CalibrationTable table() {
        return table;
    }

    /** What was seen of one tensor. */
    public TensorStatistics statistics(String tensor) {
        return table.tensor(tensor)
                .map(TensorCalibration::statistics)
                .orElseThrow(() -> new IllegalArgumentException("tensor " + tensor + " was not observed"));
    }

    /** What a user should know before trusting it: tensors with NaN or infinite values, or with one value only. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (TensorCalibration tensor : table.tensors()) {
            TensorStatistics seen = tensor.statistics();
            long infinite = seen.positiveInfinite() + seen.negativeInfinite();
            if (seen.nan() > 0 || infinite > 0) {
                warnings.add("Tensor " + tensor.tensor() + " had " + seen.nan() + " NaN and " + infinite
                        + " infinite values of " + seen.count() + "; they do not count for its range.");
            }
            seen.range()
                    .filter(range -> range.min() == range.max())
                    .ifPresent(range -> warnings.add("Tensor " + tensor.tensor() + " was " + range.min()
                            + " throughout; its scale is made for that value alone."));
        }
        return warnings;
    }

    /**
     * Checks that the calibration was made with this model.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when it was not
     */
    public void requireModel(OnnxModel model) {
        table.requireModel(model.sha256(), model.name());
    }
}
