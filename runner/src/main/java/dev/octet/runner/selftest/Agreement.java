package dev.octet.runner.selftest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How alike two sets of outputs are.
 *
 * @param worstCosine the lowest cosine over all outputs of all inputs, -1 to 1; NaN when an output has NaN or infinity
 * @param largestError the largest absolute difference
 * @param compared how many outputs were compared
 */
record Agreement(double worstCosine, double largestError, int compared) {

    /**
     * Compares output by output; two that are zero all over are alike.
     *
     * @throws IllegalArgumentException when an output is missing or has another size
     */
    static Agreement of(List<Map<String, float[]>> expected, List<Map<String, float[]>> seen) {
        if (expected.isEmpty() || expected.size() != seen.size()) {
            throw new IllegalArgumentException(expected.size() + " outputs expected, " + seen.size() + " seen");
        }
        Agreement all = new Agreement(1, 0, 0);
        for (int i = 0; i < expected.size(); i++) {
            for (Map.Entry<String, float[]> one : expected.get(i).entrySet()) {
                float[] other = seen.get(i).get(one.getKey());
                if (other == null || other.length != one.getValue().length) {
                    throw new IllegalArgumentException(
                            "the output '" + one.getKey() + "' is missing or of another size");
                }
                all = all.with(one.getValue(), other);
            }
        }
        return all;
    }

    private Agreement with(float[] first, float[] second) {
        double dot = 0;
        double a = 0;
        double b = 0;
        double error = 0;
        for (int i = 0; i < first.length; i++) {
            dot += (double) first[i] * second[i];
            a += (double) first[i] * first[i];
            b += (double) second[i] * second[i];
            error = Math.max(error, Math.abs((double) first[i] - second[i]));
        }
        double cosine = a == 0 && b == 0 ? 1 : dot / Math.sqrt(a * b);
        return new Agreement(Math.min(worstCosine, cosine), Math.max(largestError, error), compared + 1);
    }

    /** True when every output is at least so alike; never with NaN. */
    boolean atLeast(double cosine) {
        return worstCosine >= cosine;
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        // JSON has no NaN.
        values.put("worst_cosine", Double.isFinite(worstCosine) ? worstCosine : String.valueOf(worstCosine));
        values.put("largest_error", Double.isFinite(largestError) ? largestError : String.valueOf(largestError));
        values.put("outputs_compared", compared);
        return values;
    }
}
