package dev.octet.runner.cli;

import dev.octet.benchmarks.LatencyStatistics;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.benchmarks.load.LoadResult;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.load.QueryTimes;
import dev.octet.benchmarks.trtexec.Like;
import dev.octet.benchmarks.trtexec.Summary;
import dev.octet.benchmarks.trtexec.SummaryText;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.platform.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Timed models as a table and as JSON, with room for what else was seen beside them. */
final class BenchmarkReport {

    /** The format of the JSON document; the schema is in the resources. */
    static final String SCHEMA = "octet.benchmark/2";

    private final Table table = new Table();
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> models = new ArrayList<>();
    private final Map<String, Object> document = new LinkedHashMap<>();

    BenchmarkReport(SessionOptions options) {
        document.put("models", models);
        document.put("threads", options.intraOpThreads());
        document.put("cpu", Machine.current().cpuModel());
    }

    /** Models that were timed in turns: MODEL, and what it is held against. */
    BenchmarkReport addTurns(List<Measurement> measured, List<String> backends, List<Double> percentiles) {
        if (measured.size() != backends.size()) {
            throw new IllegalArgumentException(measured.size() + " measurements, " + backends.size() + " backends");
        }
        header(percentiles, "rounds");
        for (int i = 0; i < measured.size(); i++) {
            Measurement one = measured.get(i);
            LatencyStatistics seen = one.statistics();
            List<Double> values = percentiles.stream()
                    .map(percent -> seen.quantileMillis(percent / 100))
                    .toList();
            row(one.name(), backends.get(i), seen, values);
            Map<String, Object> entry = entry(one.name(), backends.get(i), 1);
            entry.put("latency", latency(seen, percentiles, values));
            entry.put("choices", Map.of());
            entry.put("sampleNanos", one.sampleNanos());
            models.add(entry);
        }
        if (measured.size() == 2) {
            speedup(Speedup.of(measured.get(1), measured.get(0)));
        }
        return this;
    }

    private void speedup(Speedup speedup) {
        lines.add("speedup " + speedup.text());
        document.put("speedup", speedup.toMap());
    }

    /** One model under a load. */
    BenchmarkReport add(LoadResult result, TargetModel model, LoadOptions options) {
        List<Double> percentiles = options.percentiles();
        List<Double> values = percentiles.stream().map(result::percentileMillis).toList();
        header(percentiles, "queries");
        row(result.name(), model.backend(), result.statistics(), values);
        lines.add(String.format(
                Locale.ROOT,
                "throughput %.1f queries/s, %.1f images/s; latency is from submit to result",
                result.throughput(),
                result.throughput() * model.batch()));
        Summary summary = Summary.of(
                result.traces(),
                QueryTimes.millis(result.settings().warmUp().toNanos()),
                model.streams(),
                percentiles.stream().map(Double::floatValue).toList());
        if (options.like().isPresent()) {
            lines.add("");
            lines.addAll(SummaryText.lines(summary, result.traces(), Like.AVERAGED_RUNS));
            if (model.isSynchronous()) {
                lines.add(
                        "On the host a run is one call: Enqueue Time, H2D and D2H Latency are 0, and GPU Compute Time is"
                                + " the run.");
            }
        }
        models.add(loaded(result, model, options, latency(result.statistics(), percentiles, values), summary));
        return this;
    }

    private static Map<String, Object> loaded(
            LoadResult result, TargetModel model, LoadOptions options, Map<String, Object> latency, Summary summary) {
        Map<String, Object> entry = entry(result.name(), model.backend(), model.batch());
        entry.put("queriesPerSecond", result.throughput());
        entry.put("imagesPerSecond", result.throughput() * model.batch());
        entry.put("warmUps", result.warmUps());
        entry.put("notKept", result.lost());
        entry.put("latency", latency);
        entry.put("histogram", result.histogram());
        entry.put("choices", choices(result.settings(), model, options));
        entry.put("trtexec", SummaryDocument.of(summary));
        entry.put("sampleNanos", result.sampleNanos());
        return entry;
    }

    private static Map<String, Object> choices(LoadSettings settings, TargetModel model, LoadOptions options) {
        Map<String, Object> choices = new LinkedHashMap<>();
        options.like().ifPresent(like -> choices.put("like", like.toString()));
        choices.put("warmUpMillis", settings.warmUp().toMillis());
        choices.put("durationSeconds", settings.duration().toNanos() / 1e9);
        choices.put("iterations", settings.iterations());
        choices.put("depth", settings.depth());
        choices.put("streams", model.streams());
        settings.ratePerSecond().ifPresent(rate -> choices.put("ratePerSecond", rate));
        choices.put("sleepMillis", settings.sleep().toMillis());
        choices.put("idleMillis", settings.idle().toMillis());
        choices.putAll(model.choices());
        return choices;
    }

    /** What was seen beside the models, such as "environment" or "power"; the schema has room for it. */
    BenchmarkReport section(String name, Object content) {
        document.put(name, content);
        return this;
    }

    /** A line under the table. */
    BenchmarkReport line(String text) {
        lines.add(text);
        return this;
    }

    void printTo(Console console) {
        table.printTo(console);
        lines.forEach(console::print);
        console.document(SCHEMA, document);
    }

    private void header(List<Double> percentiles, String counted) {
        List<String> cells = new ArrayList<>(List.of("model", "backend", "median ms", "25 %", "75 %", "fastest"));
        percentiles.forEach(percent -> cells.add("p" + text(percent)));
        cells.add(counted);
        table.row(cells);
    }

    private void row(String name, String backend, LatencyStatistics seen, List<Double> percentiles) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                backend,
                millis(seen.medianMillis()),
                millis(seen.quantileMillis(0.25)),
                millis(seen.quantileMillis(0.75)),
                millis(seen.quantileMillis(0))));
        percentiles.forEach(value -> cells.add(millis(value)));
        cells.add(Integer.toString(seen.count()));
        table.row(cells);
    }

    private static Map<String, Object> entry(String name, String backend, long batch) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("backend", backend);
        entry.put("batch", batch);
        return entry;
    }

    private static Map<String, Object> latency(LatencyStatistics seen, List<Double> percentiles, List<Double> values) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("medianMillis", seen.medianMillis());
        entry.put("meanMillis", seen.meanMillis());
        entry.put("lowerQuartileMillis", seen.quantileMillis(0.25));
        entry.put("upperQuartileMillis", seen.quantileMillis(0.75));
        entry.put("minimumMillis", seen.quantileMillis(0));
        entry.put("maximumMillis", seen.quantileMillis(1));
        entry.put("coefficientOfVariationPercent", seen.coefficientOfVariationPercent());
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < percentiles.size(); i++) {
            named.put(text(percentiles.get(i)), values.get(i));
        }
        entry.put("percentilesMillis", named);
        return entry;
    }

    static String text(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
