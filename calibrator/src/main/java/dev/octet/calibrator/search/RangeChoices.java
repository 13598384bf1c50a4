package dev.octet.calibrator.search;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.place.RangeSource;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The decisions that a placement leaves open. */
final class RangeChoices {

    /** In the order in which they are tried; the first is the best single one on most networks. */
    private static final List<RangeEstimator> ESTIMATORS = List.of(
            Estimators.mse(),
            Estimators.percentile(99.99),
            Estimators.percentile(99.9),
            Estimators.percentile(99.999),
            Estimators.entropy(),
            Estimators.minMax());

    /** For inputs of an activation: as wide below zero as above. */
    static final String BALANCED = "balanced";

    private RangeChoices() {}

    /** Names of the candidates that every decision may have. */
    static List<String> names() {
        return ESTIMATORS.stream().map(RangeEstimator::name).toList();
    }

    /** One decision for every range that is estimated, in graph order. */
    static List<RangeChoice> of(
            Placement placement, DeploymentTarget target, Function<String, TensorStatistics> statistics) {
        List<RangeResolver> resolvers = ESTIMATORS.stream()
                .map(estimator -> new RangeResolver(statistics, target, estimator, Map.of()))
                .toList();
        Map<RangeSource, List<QuantizedTensor>> sources = new LinkedHashMap<>();
        for (QuantizedTensor tensor : placement.tensors()) {
            if (!(tensor.range() instanceof RangeSource.Fixed)) {
                sources.computeIfAbsent(tensor.range(), key -> new ArrayList<>())
                        .add(tensor);
            }
        }
        List<RangeChoice> choices = new ArrayList<>();
        sources.forEach((source, tensors) ->
                choices.add(new RangeChoice(source.key(), tensors, candidates(source, resolvers, target.symmetry()))));
        return choices;
    }

    private static List<Candidate> candidates(RangeSource source, List<RangeResolver> resolvers, Symmetry symmetry) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < resolvers.size(); i++) {
            addNew(candidates, ESTIMATORS.get(i).name(), resolvers.get(i).rangeOf(source));
        }
        ActivationRange widest = resolvers.get(resolvers.size() - 1).rangeOf(source);
        if (symmetry == Symmetry.AFFINE && -widest.min() > widest.max() && widest.max() > 0) {
            addNew(candidates, BALANCED, ActivationRange.symmetric(widest.max()));
        }
        return candidates;
    }

    private static void addNew(List<Candidate> candidates, String name, ActivationRange range) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).range().equals(range)) {
                candidates.set(i, candidates.get(i).alsoBy(name));
                return;
            }
        }
        candidates.add(new Candidate(List.of(name), range));
    }
}
