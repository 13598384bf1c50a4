package dev.octet.calibrator;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.Provenance;
import dev.octet.calibrator.table.TensorCalibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was observed of a model over calibration data: everything that choosing ranges needs, and no activation. */
public final class Calibration {

    private final CalibrationTable table;

    private Calibration(CalibrationTable table) {
        this.table = table;
    }

    static Calibration of(OnnxModel model, List<TensorStatistics> statistics, SourceIdentity source) {
        Provenance provenance = new Provenance(
                OctetVersion.CURRENT, model.name(), model.sha256(), source.images(), source.preprocessing());
        return new Calibration(CalibrationTable.of(provenance, statistics, Estimators.all()));
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

    /** Writes the calibration as JSON, whole or not at all; the same calibration is always the same bytes. */
    public void writeTo(Path file) {
        table.writeTo(file);
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
