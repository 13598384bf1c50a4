package dev.octet.benchmarks.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * One figure of a JMH run.
 *
 * @param benchmark class, method and parameters
 * @param unit of the score
 * @param score mean of the iterations, by the wall clock
 * @param error half the width of its 99.9 % confidence interval; NaN where JMH has none
 * @param cpuMilliseconds processor time for each operation, see {@link CpuTime}; empty where it was not measured
 */
record JmhResult(String benchmark, String unit, double score, double error, OptionalDouble cpuMilliseconds) {

    /** The figures in a file that JMH wrote with {@code -rf json}. */
    static List<JmhResult> read(Path json) {
        List<JmhResult> results = new ArrayList<>();
        for (JsonNode one : new ObjectMapper().readTree(json)) {
            JsonNode primary = one.get("primaryMetric");
            JsonNode cpu = one.get("secondaryMetrics").get(CpuTime.NAME);
            results.add(new JmhResult(
                    name(one),
                    primary.get("scoreUnit").asString(),
                    number(primary.get("score")),
                    number(primary.get("scoreError")),
                    cpu == null ? OptionalDouble.empty() : OptionalDouble.of(number(cpu.get("score")))));
        }
        return results;
    }

    /** JMH writes what is no number as a string. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private static String name(JsonNode one) {
        String full = one.get("benchmark").asString();
        int method = full.lastIndexOf('.');
        String name = full.substring(full.lastIndexOf('.', method - 1) + 1);
        JsonNode parameters = one.get("params");
        return parameters == null
                ? name
                : name
                        + parameters
                                .propertyStream()
                                .map(p -> " " + p.getKey() + "=" + p.getValue().asString())
                                .collect(Collectors.joining());
    }

    /** What two revisions are compared by: processor time, which other programs disturb least, where it was measured. */
    double cost() {
        return cpuMilliseconds.orElse(score);
    }
}
