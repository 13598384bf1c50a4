package dev.octet.benchmarks.jmh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What benchmarks take in one revision as a multiple of another, over rounds in which both ran one after the other. The median
 * of the rounds counts; least and most show how far they can be trusted.
 */
final class Ratios {

    private final Map<String, List<JmhResult>> before = new LinkedHashMap<>();
    private final Map<String, List<JmhResult>> after = new LinkedHashMap<>();

    /**
     * One benchmark.
     *
     * @param benchmark its name
     * @param before median of the earlier revision
     * @param after median of the later one
     * @param unit of both
     * @param median of the rounds' ratios, later over earlier
     * @param least of them
     * @param most of them
     */
    record Row(String benchmark, double before, double after, String unit, double median, double least, double most) {

        boolean isAbove(double limit) {
            return median > limit;
        }
    }

    /** Adds what both revisions took in a round. */
    void round(List<JmhResult> earlier, List<JmhResult> later) {
        add(before, earlier);
        add(after, later);
    }

    private static void add(Map<String, List<JmhResult>> rounds, List<JmhResult> results) {
        results.forEach(one -> rounds.computeIfAbsent(one.benchmark(), name -> new ArrayList<>())
                .add(one));
    }

    /** The benchmarks that both ran in every round. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        after.forEach((name, later) -> {
            List<JmhResult> earlier = before.getOrDefault(name, List.of());
            if (earlier.size() == later.size()) {
                rows.add(row(name, earlier, later));
            }
        });
        return rows;
    }

    /** The benchmarks that only one of them could run, as often as the other. */
    List<String> incomparable() {
        List<String> names = new ArrayList<>(after.keySet());
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(names::add);
        names.removeAll(rows().stream().map(Row::benchmark).toList());
        return names;
    }

    private static Row row(String name, List<JmhResult> earlier, List<JmhResult> later) {
        double[] ratios = new double[later.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = later.get(i).cost() / earlier.get(i).cost();
        }
        java.util.Arrays.sort(ratios);
        boolean byProcessor = later.get(0).cpuMilliseconds().isPresent();
        return new Row(
                name,
                median(earlier.stream().mapToDouble(JmhResult::cost).sorted().toArray()),
                median(later.stream().mapToDouble(JmhResult::cost).sorted().toArray()),
                byProcessor ? "ms cpu" : later.get(0).unit(),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The rows as text, with a mark at those above the limit. */
    String table(double limit) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-52s %12s %12s %-7s %7s %7s %7s%n",
                "benchmark",
                "before",
                "after",
                "unit",
                "ratio",
                "least",
                "most"));
        for (Row row : rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-52s %12.5g %12.5g %-7s %7.3f %7.3f %7.3f%s%n",
                    row.benchmark(),
                    row.before(),
                    row.after(),
                    row.unit(),
                    row.median(),
                    row.least(),
                    row.most(),
                    row.isAbove(limit) ? " above " + limit : ""));
        }
        incomparable().forEach(name -> text.append(name).append(": one of the revisions cannot run it\n"));
        return text.toString();
    }

    /** 0, or 3 when a benchmark is above the limit, or 2 when there is nothing to compare. */
    int exitCode(double limit) {
        if (rows().isEmpty()) {
            return 2;
        }
        return rows().stream().anyMatch(row -> row.isAbove(limit)) ? 3 : 0;
    }
}
