package dev.octet.benchmarks.trtexec;

import dev.octet.benchmarks.load.QueryTrace;
import java.util.Arrays;
import java.util.List;

/**
 * One of trtexec's figures over all counted queries, milliseconds, in float and in its order of operations: the sum runs over
 * the sorted values (samples/common/sampleReporting.cpp, getPerformanceResult).
 *
 * @param min the smallest
 * @param max the largest
 * @param mean the sum over the count
 * @param median the middle one, or the mean of the two in the middle
 * @param percentiles as asked for: the value at index {@code max(n - 1 - int((1 - p / 100) * n), 0)} of the sorted ones,
 *     nothing in between
 * @param coefficientOfVariation standard deviation of the population over the mean, percent; infinite when the mean is 0
 */
public record Metric(
        float min, float max, float mean, float median, List<Float> percentiles, float coefficientOfVariation) {

    private static final float PERCENT = 100f;

    public Metric {
        percentiles = List.copyOf(percentiles);
    }

    /** What is taken from a query. */
    interface Part {
        float of(QueryTrace trace);
    }

    /**
     * The figure.
     *
     * @throws IllegalArgumentException when there is no query, or a percentile is not in [0, 100]
     */
    static Metric of(List<QueryTrace> traces, Part part, List<Float> wanted) {
        float[] sorted = new float[traces.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = part.of(traces.get(i));
        }
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no query was counted");
        }
        float mean = sum(sorted) / sorted.length;
        return new Metric(
                sorted[0],
                sorted[sorted.length - 1],
                mean,
                median(sorted),
                wanted.stream().map(percent -> percentile(sorted, percent)).toList(),
                coefficientOfVariation(sorted, mean));
    }

    private static float sum(float[] sorted) {
        float sum = 0;
        for (float value : sorted) {
            sum += value;
        }
        return sum;
    }

    private static float median(float[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static float percentile(float[] sorted, float percent) {
        if (!(percent >= 0 && percent <= PERCENT)) {
            throw new IllegalArgumentException("percentile is " + percent + ", must be in [0, 100]");
        }
        int excluded = (int) ((1 - percent / PERCENT) * sorted.length);
        return sorted[Math.max(sorted.length - 1 - excluded, 0)];
    }

    private static float coefficientOfVariation(float[] sorted, float mean) {
        if (mean == 0) {
            return Float.POSITIVE_INFINITY;
        }
        float squares = 0;
        for (float value : sorted) {
            float difference = value - mean;
            squares += difference * difference;
        }
        return (float) Math.sqrt(squares / sorted.length) / mean * PERCENT;
    }

    /** The tail of a line of the summary. */
    String text(List<Float> wanted) {
        StringBuilder text = new StringBuilder()
                .append("min = ")
                .append(CppNumber.text(min))
                .append(" ms, max = ")
                .append(CppNumber.text(max))
                .append(" ms, mean = ")
                .append(CppNumber.text(mean))
                .append(" ms, median = ")
                .append(CppNumber.text(median))
                .append(" ms");
        for (int i = 0; i < wanted.size(); i++) {
            text.append(", percentile(")
                    .append(CppNumber.text(wanted.get(i)))
                    .append("%) = ")
                    .append(CppNumber.text(percentiles.get(i)))
                    .append(" ms");
        }
        return text.toString();
    }
}
