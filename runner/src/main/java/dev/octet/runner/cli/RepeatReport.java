package dev.octet.runner.cli;

import dev.octet.benchmarks.statistics.Bootstrap;
import dev.octet.benchmarks.statistics.Estimate;
import dev.octet.benchmarks.statistics.Quantiles;
import dev.octet.runner.benchmark.repeat.RepeatedSamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Repeated measurements as a table and as JSON.
 *
 * @param repeats processes of each model
 * @param kind what was measured
 * @param models one, or two of which the second is the baseline
 */
record RepeatReport(int repeats, RepeatDocuments.Kind kind, List<RepeatedSamples> models) {

    private static final String SCHEMA = "octet.benchmark.repeats/1";
    private static final long SEED = 1;
    private static final double MILLI = 1e-6;

    RepeatReport {
        models = List.copyOf(models);
    }

    /** How many times faster the first is than the second, if there are two. */
    Optional<Estimate> speedup() {
        return models.size() < 2
                ? Optional.empty()
                : Optional.of(models.get(0).speedupOver(models.get(1), Bootstrap.seeded(SEED)));
    }

    void printTo(Console console) {
        Table table =
                new Table().row("model", "median ms", "95 % from", "to", "fastest process", "slowest", "processes");
        List<Map<String, Object>> entries = new ArrayList<>();
        for (RepeatedSamples model : models) {
            Estimate median = model.medianMillis(Bootstrap.seeded(SEED));
            List<Double> medians = medians(model);
            table.row(
                    model.name(),
                    millis(median.value()),
                    millis(median.low()),
                    millis(median.high()),
                    millis(medians.stream().min(Double::compare).orElseThrow()),
                    millis(medians.stream().max(Double::compare).orElseThrow()),
                    Integer.toString(repeats));
            entries.add(json(model, median, medians));
        }
        console.print(kind.text() + ", " + repeats + (repeats == 1 ? " process" : " processes") + " each");
        table.printTo(console);
        speedup().ifPresent(ratio -> console.print("speedup " + ratio.text(3)));
        console.document(SCHEMA, document(entries));
    }

    private Map<String, Object> document(List<Map<String, Object>> entries) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("measured", kind.name().toLowerCase(Locale.ROOT));
        document.put("repeats", repeats);
        document.put("confidence", Estimate.CONFIDENCE);
        document.put("interval", "percentile bootstrap over processes, then over samples in blocks");
        document.put("seed", SEED);
        document.put("models", entries);
        speedup().ifPresent(ratio -> document.put("speedup", ratio.toMap()));
        return document;
    }

    private static List<Double> medians(RepeatedSamples model) {
        return model.processes().stream()
                .map(samples -> Quantiles.median(samples) * MILLI)
                .toList();
    }

    private static Map<String, Object> json(RepeatedSamples model, Estimate median, List<Double> medians) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("model", model.name());
        entry.put("medianMillis", median.toMap());
        entry.put("processMedianMillis", medians);
        entry.put("sampleNanos", model.processes());
        return entry;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
