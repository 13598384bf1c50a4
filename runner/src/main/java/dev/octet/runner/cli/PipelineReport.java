package dev.octet.runner.cli;

import dev.octet.runner.benchmark.pipeline.PipelineResult;
import dev.octet.runner.benchmark.pipeline.PipelineSettings;
import dev.octet.runner.benchmark.pipeline.StageFigures;
import dev.octet.runner.pipeline.FoundInImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A measured pipeline as a table and as JSON. */
final class PipelineReport {

    private static final String SCHEMA = "octet.benchmark.pipeline/1";
    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.9;
    private static final double HIGHEST = 0.99;

    private final GivenModel model;
    private final Path file;
    private final int threads;
    private final Map<Integer, Integer> detections = new TreeMap<>();

    PipelineReport(GivenModel model, Path file, int threads) {
        this.model = model;
        this.file = file;
        this.threads = threads;
    }

    /** How a pipeline is driven, in words. */
    static String driven(PipelineSettings settings, int batch) {
        String images = batch + (batch == 1 ? " image" : " images") + " in one run";
        return settings.depth() == 1
                ? "Stages one after the other, " + images + "."
                : "Stages overlapped, " + images + ", " + settings.depth() + " runs on their way; threads that decode: "
                        + settings.decoders() + ", that infer: " + settings.streams() + ".";
    }

    /** Counts what is found in an image, which is the same every time it comes round. */
    void count(FoundInImage found) {
        detections.put(found.index(), found.detections().size());
    }

    void print(PipelineResult result, Console console) {
        Table table =
                new Table().row("stage", "threads", "median ms", "mean ms", "99 % ms", "alone images/s", "busy %");
        for (StageFigures stage : result.stages()) {
            List<Long> nanos = stage.serviceNanos();
            table.row(
                    stage.stage().text(),
                    Integer.toString(stage.workers()),
                    millis(PipelineResult.millis(nanos, MEDIAN)),
                    millis(stage.meanNanos() / 1e6),
                    millis(PipelineResult.millis(nanos, HIGHEST)),
                    decimal(result.capacity(stage)),
                    decimal(100 * stage.utilisation()));
        }
        table.printTo(console);
        console.print(String.format(
                Locale.ROOT,
                "end to end %.1f images/s; an image takes %.2f ms (median), 90 %% within %.2f, 99 %% within %.2f ms",
                result.throughput(),
                result.latencyMillis(MEDIAN),
                result.latencyMillis(HIGH),
                result.latencyMillis(HIGHEST)));
        console.print(result.bound());
        console.document(SCHEMA, document(result));
    }

    private Map<String, Object> document(PipelineResult result) {
        PipelineSettings settings = result.settings();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", file.toString());
        document.put("backend", model.backend());
        document.put("threads", threads);
        document.put("batch", result.batch());
        document.put("depth", settings.depth());
        document.put("decoders", settings.decoders());
        document.put("streams", settings.streams());
        document.put("images", result.images());
        document.put(
                "detections",
                detections.values().stream().mapToInt(Integer::intValue).sum());
        document.put("imagesPerSecond", result.throughput());
        document.put("nanosPerImage", (double) result.windowNanos() / result.images());
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("median", result.latencyMillis(MEDIAN));
        latency.put("p90", result.latencyMillis(HIGH));
        latency.put("p99", result.latencyMillis(HIGHEST));
        document.put("latencyMillis", latency);
        document.put(
                "stages",
                result.stages().stream().map(stage -> json(result, stage)).toList());
        document.put("bound", result.bounding().stage().text());
        document.put("boundText", result.bound());
        document.put("processorShare", result.processorShare() < 0 ? null : result.processorShare());
        document.put("badImages", ImageOptions.json(result.badImages()));
        document.put("latencyNanos", result.latencyNanos());
        return document;
    }

    private static Map<String, Object> json(PipelineResult result, StageFigures stage) {
        List<Long> nanos = stage.serviceNanos();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("stage", stage.stage().text());
        entry.put("threads", stage.workers());
        entry.put("medianMillis", PipelineResult.millis(nanos, MEDIAN));
        entry.put("meanMillis", stage.meanNanos() / 1e6);
        entry.put("p99Millis", PipelineResult.millis(nanos, HIGHEST));
        entry.put("imagesPerSecondAlone", result.capacity(stage));
        entry.put("utilisation", stage.utilisation());
        entry.put("serviceNanos", nanos);
        return entry;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
