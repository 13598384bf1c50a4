package dev.octet.calibrator.exchange;

import dev.octet.calibrator.scheme.ActivationRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The ranges of two files, tensor by tensor.
 *
 * @param onlyInFirst names that the second lacks, in the order of the first
 * @param onlyInSecond names that the first lacks, in the order of the second
 * @param differences the tensors of both, the largest ratio first, then by name
 */
public record RangeComparison(List<String> onlyInFirst, List<String> onlyInSecond, List<RangeDifference> differences) {

    public RangeComparison {
        onlyInFirst = List.copyOf(onlyInFirst);
        onlyInSecond = List.copyOf(onlyInSecond);
        differences = List.copyOf(differences);
    }

    /** Compares ranges by name. */
    public static RangeComparison of(Map<String, ActivationRange> first, Map<String, ActivationRange> second) {
        List<RangeDifference> differences = new ArrayList<>();
        first.forEach((name, range) -> {
            ActivationRange other = second.get(name);
            if (other != null) {
                differences.add(new RangeDifference(name, range, other));
            }
        });
        differences.sort(
                Comparator.comparingDouble(RangeDifference::ratio).reversed().thenComparing(RangeDifference::tensor));
        return new RangeComparison(missing(first, second), missing(second, first), differences);
    }

    private static List<String> missing(Map<String, ActivationRange> from, Map<String, ActivationRange> in) {
        return from.keySet().stream().filter(name -> !in.containsKey(name)).toList();
    }
}
