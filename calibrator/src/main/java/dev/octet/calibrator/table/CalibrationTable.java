package dev.octet.calibrator.table;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that calibration found out, tensor by tensor.
 *
 * @param provenance where it comes from
 * @param estimators names of the estimators that chose, in order
 * @param tensors in graph order, each name once
 */
public record CalibrationTable(Provenance provenance, List<String> estimators, List<TensorCalibration> tensors) {

    public CalibrationTable {
        estimators = List.copyOf(estimators);
        tensors = List.copyOf(tensors);
        Set<String> names = new HashSet<>();
        for (TensorCalibration tensor : tensors) {
            if (!names.add(tensor.tensor())) {
                throw new IllegalArgumentException("tensors has '" + tensor.tensor() + "' twice");
            }
            List<String> chose =
                    tensor.ranges().stream().map(EstimatedRanges::estimator).toList();
            if (tensor.statistics().range().isPresent() && !chose.equals(estimators)) {
                throw new IllegalArgumentException("tensor '" + tensor.tensor() + "' has ranges by " + chose
                        + ", the table's estimators are " + estimators);
            }
        }
    }

    /**
     * A table over statistics.
     *
     * @param provenance where they come from
     * @param statistics in graph order
     * @param estimators that choose a range for every tensor
     */
    public static CalibrationTable of(
            Provenance provenance, List<TensorStatistics> statistics, List<RangeEstimator> estimators) {
        return new CalibrationTable(
                provenance,
                estimators.stream().map(RangeEstimator::name).toList(),
                statistics.parallelStream()
                        .map(one -> TensorCalibration.of(one, estimators))
                        .toList());
    }

    /**
     * Reads a table and verifies it.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the file cannot be read, is no calibration table or of another
     *     version; {@code INTEGRITY} when it is one but was cut short or changed
     */
    public static CalibrationTable at(Path file) {
        return TableReader.read(file);
    }

    /**
     * Reads the bytes of a table, as {@link #toBytes} makes them, and verifies them.
     *
     * @param bytes the table
     * @param name what messages call it
     * @throws ToolkitException as {@link #at} does
     */
    public static CalibrationTable parse(byte[] bytes, String name) {
        return TableReader.parse(bytes, name);
    }

    /** Replaces the file by this table. The same table is always the same bytes. */
    public void writeTo(Path file) {
        AtomicFile.write(file, toBytes());
    }

    /** The table's file content: UTF-8 JSON, one tensor a line. */
    public byte[] toBytes() {
        return TableWriter.write(this);
    }

    /** The same statistics with other estimators' ranges; none for a part that is yet to be merged. */
    public CalibrationTable withRangesBy(List<RangeEstimator> others) {
        return of(
                provenance, tensors.stream().map(TensorCalibration::statistics).toList(), others);
    }

    /** The tensor of this name. */
    public Optional<TensorCalibration> tensor(String name) {
        return tensors.stream().filter(tensor -> tensor.tensor().equals(name)).findFirst();
    }

    /**
     * Checks that this table was made for a model.
     *
     * @param sha256 digest of the model's file
     * @param modelName its name, for the message
     * @throws ToolkitException {@code INTEGRITY} when it was not
     */
    public void requireModel(String sha256, String modelName) {
        if (!provenance.modelSha256().equals(sha256)) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The calibration table was made for another model: for '" + provenance.modelName() + "' (sha256 "
                            + provenance.modelSha256() + "), not for '" + modelName + "' (sha256 " + sha256 + ").",
                    "Calibrate this model, or name the table or the model that belongs to the other.");
        }
    }

    /**
     * The table of both sets of images: the same, byte for byte, as one run over all of them.
     *
     * @throws ToolkitException {@code INTEGRITY} when they do not have model, preprocessing, tensors, estimators and
     *     Octet version in common
     */
    public CalibrationTable merge(CalibrationTable other) {
        requireModel(other.provenance.modelSha256(), other.provenance.modelName());
        List<String> names = tensors.stream().map(TensorCalibration::tensor).toList();
        List<String> otherNames =
                other.tensors.stream().map(TensorCalibration::tensor).toList();
        requireSame("model name", provenance.modelName(), other.provenance.modelName());
        requireSame("preprocessing", provenance.preprocess(), other.provenance.preprocess());
        requireSame("Octet version", provenance.toolVersion(), other.provenance.toolVersion());
        requireSame("estimators", estimators, other.estimators);
        requireSame("tensors", names, otherNames);
        List<TensorStatistics> merged = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            merged.add(
                    tensors.get(i).statistics().mergedWith(other.tensors.get(i).statistics()));
        }
        return of(
                provenance.over(provenance.images().mergedWith(other.provenance.images())),
                merged,
                estimators.stream().map(Estimators::named).toList());
    }

    private static void requireSame(String what, Object mine, Object others) {
        if (!mine.equals(others)) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The calibration tables cannot be merged: their " + what + " differ, " + mine + " and " + others
                            + ".",
                    "Merge tables of one model made with the same settings, or calibrate again.");
        }
    }
}
