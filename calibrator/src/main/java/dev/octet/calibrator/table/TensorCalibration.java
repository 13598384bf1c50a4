package dev.octet.calibrator.table;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One tensor of a calibration table.
 *
 * @param statistics what was observed
 * @param ranges what each estimator chose; empty when no value was finite
 */
public record TensorCalibration(TensorStatistics statistics, List<EstimatedRanges> ranges) {

    public TensorCalibration {
        ranges = List.copyOf(ranges);
        Set<String> names = new HashSet<>();
        for (EstimatedRanges estimated : ranges) {
            if (!names.add(estimated.estimator())) {
                throw new IllegalArgumentException("ranges has estimator '" + estimated.estimator() + "' twice");
            }
        }
        if (statistics.range().isEmpty() && !ranges.isEmpty()) {
            throw new IllegalArgumentException(
                    "ranges of '" + statistics.tensor() + "' are set, but no value was finite");
        }
    }

    /** Lets every estimator choose; none does when no value was finite. */
    public static TensorCalibration of(TensorStatistics statistics, List<RangeEstimator> estimators) {
        if (statistics.range().isEmpty()) {
            return new TensorCalibration(statistics, List.of());
        }
        return new TensorCalibration(
                statistics,
                estimators.stream()
                        .map(estimator -> new EstimatedRanges(
                                estimator.name(),
                                estimator.estimate(statistics, Symmetry.AFFINE),
                                estimator.estimate(statistics, Symmetry.SYMMETRIC)))
                        .toList());
    }

    /** Name in the graph. */
    public String tensor() {
        return statistics.tensor();
    }

    /** What the estimator of this name chose. */
    public Optional<EstimatedRanges> rangesBy(String estimator) {
        return ranges.stream()
                .filter(estimated -> estimated.estimator().equals(estimator))
                .findFirst();
    }
}
