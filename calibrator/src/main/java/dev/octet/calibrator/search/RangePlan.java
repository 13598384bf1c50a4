package dev.octet.calibrator.search;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.ActivationRange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Choices that hold for any calibration of a model: how each range is found, not the range itself.
 *
 * @param candidates name of the estimator, or {@code balanced}, by {@link dev.octet.calibrator.place.RangeSource#key()}
 * @param floatNodes names of the nodes left in float, in the order in which they were chosen
 */
public record RangePlan(Map<String, String> candidates, Set<String> floatNodes) {

    public RangePlan {
        candidates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
        floatNodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(floatNodes));
    }

    /**
     * The ranges in a calibration, by key. What the plan does not name is not there, nor is what it names and this
     * placement does not ask for.
     *
     * @param statistics what was seen of an observed tensor
     */
    public Map<String, ActivationRange> ranges(
            Placement placement, DeploymentTarget target, Function<String, TensorStatistics> statistics) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (RangeChoice choice : RangeChoices.of(placement, target, statistics)) {
            String name = candidates.get(choice.key());
            choice.candidates().stream()
                    .filter(candidate -> candidate.names().contains(name))
                    .findFirst()
                    .ifPresent(candidate -> ranges.put(choice.key(), candidate.range()));
        }
        return ranges;
    }
}
