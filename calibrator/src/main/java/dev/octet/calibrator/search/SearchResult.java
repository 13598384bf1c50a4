package dev.octet.calibrator.search;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.ActivationRange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a search chose.
 *
 * @param ranges by {@link dev.octet.calibrator.place.RangeSource#key()}
 * @param candidates name of what chose each range, by the same key
 * @param floatNodes names of the nodes left in float, in the order in which they were chosen
 * @param scores of the ranges that were tried one by one
 * @param sensitivities of the tensors that hurt most, worst first
 * @param floatScores of what was tried in float
 * @param start the estimator that all ranges came from at first
 * @param weightsError error of the outputs with integer weights alone
 * @param startError error with all ranges from the starting estimator
 * @param error with what was chosen
 * @param margin half of the 95 % interval of that error over samples: 1.96 standard errors of the mean; NaN for one sample
 * @param samples how many samples the errors are means of
 * @param runs how often the simulated network ran
 */
public record SearchResult(
        Map<String, ActivationRange> ranges,
        Map<String, String> candidates,
        Set<String> floatNodes,
        List<RangeScore> scores,
        List<Sensitivity> sensitivities,
        List<FloatScore> floatScores,
        String start,
        double weightsError,
        double startError,
        double error,
        double margin,
        int samples,
        int runs)
        implements QuantizationChoices {

    public SearchResult {
        ranges = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        floatNodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(floatNodes));
        scores = List.copyOf(scores);
        floatScores = List.copyOf(floatScores);
        sensitivities = List.copyOf(sensitivities);
        candidates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
    }

    @Override
    public String name() {
        return "search";
    }

    /** The choices without this calibration's figures. */
    public RangePlan plan() {
        return new RangePlan(candidates, floatNodes);
    }

    @Override
    public Map<String, ActivationRange> ranges(
            Placement placement, DeploymentTarget target, Function<String, TensorStatistics> statistics) {
        return ranges;
    }

    /** What a search found is of the model that was searched. */
    @Override
    public void requireFits(Graph graph, Placement everything) {}
}
