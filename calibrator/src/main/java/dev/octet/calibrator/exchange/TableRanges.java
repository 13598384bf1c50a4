package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.EstimatedRanges;
import dev.octet.calibrator.table.TensorCalibration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A calibration table as a source of ranges.
 *
 * @param table the table
 */
public record TableRanges(CalibrationTable table) implements RangeFile {

    @Override
    public RangeFormat format() {
        return RangeFormat.OCTET_TABLE;
    }

    @Override
    public Set<String> tensors() {
        Set<String> names = new LinkedHashSet<>();
        table.tensors().forEach(tensor -> names.add(tensor.tensor()));
        return names;
    }

    @Override
    public Map<String, ActivationRange> ranges(RangeEstimator estimator, Symmetry symmetry) {
        List<TensorCalibration> finite = table.tensors().stream()
                .filter(tensor -> tensor.statistics().range().isPresent())
                .toList();
        List<ActivationRange> chosen = finite.parallelStream()
                .map(tensor -> range(tensor, estimator, symmetry))
                .toList();
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (int i = 0; i < finite.size(); i++) {
            ranges.put(finite.get(i).tensor(), chosen.get(i));
        }
        return ranges;
    }

    /** The tensors that had no finite value, so have no range. */
    public List<String> withoutRange() {
        return table.tensors().stream()
                .filter(tensor -> tensor.statistics().range().isEmpty())
                .map(TensorCalibration::tensor)
                .toList();
    }

    /**
     * Checks that a layer can compute with every range.
     *
     * @throws ToolkitException {@code BAD_INPUT} when not
     */
    public void requireSound(Path file) {
        Problems problems = new Problems();
        for (TensorCalibration tensor : table.tensors()) {
            tensor.statistics()
                    .range()
                    .filter(range -> !OnnxRuntimeRanges.isSound(range))
                    .ifPresent(range -> problems.add("tensor " + FileText.quoted(tensor.tensor()) + " has values from "
                            + range.min() + " to " + range.max() + ", expected a magnitude of at most "
                            + SoundScale.GREATEST_VALUE));
        }
        if (problems.any()) {
            throw problems.refusal(file, RangeFormat.OCTET_TABLE);
        }
    }

    private static ActivationRange range(TensorCalibration tensor, RangeEstimator estimator, Symmetry symmetry) {
        Optional<EstimatedRanges> stored = tensor.rangesBy(estimator.name());
        return stored.isPresent() ? stored.get().range(symmetry) : estimator.estimate(tensor.statistics(), symmetry);
    }
}
