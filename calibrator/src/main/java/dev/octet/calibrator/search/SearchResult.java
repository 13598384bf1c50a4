package dev.octet.calibrator.search;

import dev.octet.calibrator.scheme.ActivationRange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search chose.
 *
 * @param ranges by {@link dev.octet.calibrator.place.RangeSource#key()}
 * @param floatNodes names of the nodes left in float, in the order in which they were chosen
 * @param scores of the ranges that were tried one by one
 * @param floatScores of what was tried in float
 * @param start the estimator that all ranges came from at first
 * @param weightsError error of the outputs with integer weights alone
 * @param startError error with all ranges from the starting estimator
 * @param error with what was chosen
 * @param samples how many samples the errors are means of
 * @param runs how often the simulated network ran
 */
public record SearchResult(
        Map<String, ActivationRange> ranges,
        Set<String> floatNodes,
        List<RangeScore> scores,
        List<FloatScore> floatScores,
        String start,
        double weightsError,
        double startError,
        double error,
        int samples,
        int runs) {

    public SearchResult {
        ranges = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        floatNodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(floatNodes));
        scores = List.copyOf(scores);
        floatScores = List.copyOf(floatScores);
    }
}
