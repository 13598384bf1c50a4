package dev.octet.calibrator.search;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.text.ClosestName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Choices that hold for any calibration of a model: how each range is found, not the range itself.
 *
 * @param candidates name of the estimator, one of {@link #candidateNames}, by
 *     {@link dev.octet.calibrator.place.RangeSource#key()}
 * @param floatNodes names of the nodes left in float, in the order in which they were chosen
 */
public record RangePlan(Map<String, String> candidates, Set<String> floatNodes) implements QuantizationChoices {

    public RangePlan {
        candidates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
        floatNodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(floatNodes));
    }

    /** The names that a range may be chosen by. */
    public static List<String> candidateNames() {
        List<String> names = new java.util.ArrayList<>(RangeChoices.names());
        names.add(RangeChoices.BALANCED);
        return names;
    }

    /** The same ranges with other nodes in float. */
    public RangePlan withFloatNodes(Set<String> nodes) {
        return new RangePlan(candidates, nodes);
    }

    @Override
    public String name() {
        return "recipe";
    }

    @Override
    public Map<String, ActivationRange> ranges(
            Placement placement, DeploymentTarget target, Function<String, TensorStatistics> statistics) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (RangeChoice choice : RangeChoices.of(placement, target, statistics)) {
            String name = candidates.get(choice.key());
            if (name != null) {
                ranges.put(choice.key(), range(choice, name));
            }
        }
        return ranges;
    }

    /** Where the values reach no further below zero than above, the balanced range is the whole one. */
    private static ActivationRange range(RangeChoice choice, String name) {
        Map<String, ActivationRange> byName = new LinkedHashMap<>();
        choice.candidates()
                .forEach(candidate -> candidate.names().forEach(each -> byName.put(each, candidate.range())));
        ActivationRange range = byName.get(name);
        if (range == null && name.equals(RangeChoices.BALANCED)) {
            range = byName.get(Estimators.minMax().name());
        }
        if (range == null) {
            throw new IllegalArgumentException("a range for " + choice.key() + " cannot be chosen by " + name
                    + ", only by one of " + byName.keySet());
        }
        return range;
    }

    @Override
    public void requireFits(Graph graph, Placement everything) {
        Set<String> keys = new LinkedHashSet<>();
        everything.tensors().forEach(tensor -> keys.add(tensor.range().key()));
        requireKnown("range", candidates.keySet(), keys);
        requireKnown("node", floatNodes, graph.nodes().stream().map(Node::name).toList());
        requireKnown("range estimator", candidates.values(), candidateNames());
    }

    private static void requireKnown(String what, Collection<String> names, Collection<String> known) {
        Set<String> all = new LinkedHashSet<>(known);
        for (String name : names) {
            if (!all.contains(name)) {
                throw new ToolkitException(
                        FailureKind.INTEGRITY,
                        "The recipe names the " + what + " " + name + ", which this model does not have for this target"
                                + ClosestName.suggestion(name, all) + ".",
                        "Correct the recipe, or make one for this model with 'octet tune'.");
            }
        }
    }
}
