package dev.octet.runner.cli;

import dev.octet.benchmarks.trtexec.Metric;
import dev.octet.benchmarks.trtexec.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** trtexec's summary as JSON. */
final class SummaryDocument {

    private SummaryDocument() {}

    static Map<String, Object> of(Summary summary) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("queries", summary.queries());
        entry.put("throughputQps", summary.throughput());
        entry.put("latency", metric(summary.latency(), summary.wanted()));
        entry.put("enqueueTime", metric(summary.enqueue(), summary.wanted()));
        entry.put("h2dLatency", metric(summary.h2d(), summary.wanted()));
        entry.put("gpuComputeTime", metric(summary.compute(), summary.wanted()));
        entry.put("d2hLatency", metric(summary.d2h(), summary.wanted()));
        entry.put("totalHostWalltimeMillis", summary.wallMillis());
        entry.put("totalGpuComputeTimeSeconds", summary.totalComputeSeconds());
        entry.put(
                "warnings",
                summary.warnings().stream()
                        .map(warning -> warning.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
        return entry;
    }

    /** The coefficient of variation of a time that is always 0 is infinite, which JSON does not know: it is left out. */
    private static Map<String, Object> metric(Metric metric, List<Float> wanted) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("minMillis", metric.min());
        entry.put("maxMillis", metric.max());
        entry.put("meanMillis", metric.mean());
        entry.put("medianMillis", metric.median());
        Map<String, Object> percentiles = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            percentiles.put(
                    BenchmarkReport.text(Double.parseDouble(Float.toString(wanted.get(i)))),
                    metric.percentiles().get(i));
        }
        entry.put("percentilesMillis", percentiles);
        if (Float.isFinite(metric.coefficientOfVariation())) {
            entry.put("coefficientOfVariationPercent", metric.coefficientOfVariation());
        }
        return entry;
    }
}
