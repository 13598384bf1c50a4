package dev.octet.runner.demo;

import dev.octet.benchmarks.Measurement;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.runner.evaluate.EvaluationResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of a demo as a document.
 *
 * @param content maps, lists, numbers and texts, in order
 */
public record DemoSummary(Map<String, Object> content) {

    /** The name of the document's format. */
    public static final String SCHEMA = "octet.demo/1";

    public DemoSummary {
        content = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    /** The figures of this demo. */
    public static DemoSummary of(DemoResult result) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("version", OctetVersion.CURRENT);
        content.put("cpu", Machine.current().cpuModel());
        content.put("folder", result.folder().toString());
        content.put("seed", result.seed());
        content.put("seconds", result.took().toMillis() / 1000.0);
        content.put("calibrationScenes", result.calibrationScenes().size());
        content.put("evaluationScenes", result.evaluationScenes().size());
        content.put("calibration", result.calibrationFile().toString());
        content.put("tensorrtCache", result.cacheFile().toString());
        content.put("float", model(result.reference()));
        content.put(
                "algorithms",
                result.algorithms().stream()
                        .map(one -> algorithm(one, result.reference()))
                        .toList());
        content.put(
                "targets",
                result.targets().stream()
                        .map(target -> target(target, result.reference()))
                        .toList());
        content.put(
                "latencies",
                result.latencies().stream().map(DemoSummary::latency).toList());
        content.putAll(onGpu(result.onGpu()));
        content.put("pictures", result.pictures().stream().map(Path::toString).toList());
        content.put("reports", result.reports().stream().map(Path::toString).toList());
        return new DemoSummary(content);
    }

    void writeTo(Path file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.putAll(content);
        AtomicFile.write(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsBytes(document));
    }

    private static Map<String, Object> model(DemoResult.Model model) {
        EvaluationResult accuracy = model.accuracy();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", model.file().toString());
        entry.put("bytes", model.bytes());
        entry.put("map", accuracy.map());
        entry.put("map50", accuracy.map50());
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        accuracy.perClass().forEach(one -> perClass.put(one.name(), one.ap() < 0 ? null : one.ap()));
        entry.put("perClass", perClass);
        return entry;
    }

    private static Map<String, Object> algorithm(DemoResult.Algorithm algorithm, DemoResult.Model reference) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("algorithm", algorithm.name());
        entry.put("target", algorithm.target());
        entry.put("map", algorithm.accuracy().map());
        entry.put("map50", algorithm.accuracy().map50());
        entry.put("mapDrop", reference.accuracy().map() - algorithm.accuracy().map());
        return entry;
    }

    private static Map<String, Object> target(DemoResult.Target target, DemoResult.Model reference) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("target", target.name());
        entry.putAll(model(target.model()));
        entry.put("sizeRatio", (double) target.model().bytes() / reference.bytes());
        entry.put("mapDrop", target.drop().drop());
        entry.put("mapDropMargin", target.drop().margin());
        entry.put("int8Layers", target.quantized().placement().layers().size());
        target.search().ifPresent(search -> entry.put("rangesBy", chosenBy(search)));
        return entry;
    }

    /** How many ranges each algorithm has chosen. */
    private static Map<String, Integer> chosenBy(SearchResult search) {
        Map<String, Integer> count = new TreeMap<>();
        search.candidates().values().forEach(name -> count.merge(name, 1, Integer::sum));
        return count;
    }

    /** The engine, or why there is none. */
    private static Map<String, @Nullable Object> onGpu(DemoResult.OnGpu onGpu) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("engine", onGpu.engine().map(DemoSummary::engine).orElse(null));
        if (onGpu.engine().isEmpty()) {
            entry.put("noEngine", onGpu.why());
        }
        return entry;
    }

    private static Map<String, Object> engine(DemoResult.Engine engine) {
        Map<String, Object> entry = model(engine.model());
        entry.put("mapDrop", engine.drop().drop());
        entry.put("mapDropMargin", engine.drop().margin());
        entry.put("backend", engine.backend());
        entry.put("place", engine.place());
        entry.put("latency", figures(engine.latency()));
        return entry;
    }

    private static Map<String, Object> figures(Measurement one) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("medianMillis", one.medianMillis());
        figures.put("lowerQuartileMillis", one.lowerQuartileMillis());
        figures.put("upperQuartileMillis", one.upperQuartileMillis());
        figures.put("rounds", one.sampleNanos().size());
        return figures;
    }

    private static Map<String, Object> latency(DemoResult.Latency latency) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("threads", latency.threads());
        for (Measurement one : List.of(latency.reference(), latency.quantized())) {
            entry.put(one.name(), figures(one));
        }
        entry.put("speedup", latency.speedup().value());
        entry.put("speedupLow", latency.speedup().low());
        entry.put("speedupHigh", latency.speedup().high());
        return entry;
    }
}
