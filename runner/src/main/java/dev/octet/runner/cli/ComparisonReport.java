package dev.octet.runner.cli;

import dev.octet.calibrator.compare.TensorDifference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of two models, worst first, as a table and as JSON.
 *
 * @param differences in any order
 * @param top lines to print; the JSON has all
 */
record ComparisonReport(List<TensorDifference> differences, int top) {

    ComparisonReport {
        differences = differences.stream()
                .sorted(Comparator.comparing(TensorDifference::outcome).thenComparingDouble(TensorDifference::sqnr))
                .toList();
    }

    void printTo(Console console) {
        Table table = new Table().row("tensor", "node", "operator", "SQNR dB", "cosine", "max error");
        differences.stream()
                .limit(top)
                .forEach(one -> table.row(
                        one.tensor(),
                        one.node(),
                        one.operator(),
                        sqnr(one),
                        String.format(Locale.ROOT, "%.5f", one.cosine()),
                        String.format(Locale.ROOT, "%.4g", one.maxError())));
        table.printTo(console);
        console.say(differences.size() + " tensors compared.");
    }

    private static String sqnr(TensorDifference one) {
        return switch (one.outcome()) {
            case NOT_FINITE -> "not finite";
            case NO_SIGNAL -> "no signal";
            case NOISY -> String.format(Locale.ROOT, "%.1f", one.sqnr());
            case EQUAL -> "equal";
        };
    }

    List<Map<String, @Nullable Object>> json() {
        return differences.stream().map(ComparisonReport::json).toList();
    }

    private static Map<String, @Nullable Object> json(TensorDifference one) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("tensor", one.tensor());
        entry.put("node", one.node());
        entry.put("operator", one.operator());
        entry.put("outcome", one.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        entry.put("sqnr", JsonNumber.finite(one.sqnr()));
        entry.put("cosine", JsonNumber.finite(one.cosine()));
        entry.put("maxError", JsonNumber.finite(one.maxError()));
        return entry;
    }
}
