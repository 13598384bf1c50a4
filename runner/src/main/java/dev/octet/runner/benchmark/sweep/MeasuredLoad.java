package dev.octet.runner.benchmark.sweep;

import dev.octet.runner.report.LoadCurves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen under one load.
 *
 * @param point the load
 * @param imagesPerSecond all streams together
 * @param medianMillis latency of one run
 * @param highMillis 99th percentile of the same
 * @param runs that were timed
 */
public record MeasuredLoad(LoadPoint point, double imagesPerSecond, double medianMillis, double highMillis, int runs) {

    /** By name, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("batch", point.batch());
        map.put("streams", point.streams());
        map.put("imagesPerSecond", imagesPerSecond);
        map.put("medianMillis", medianMillis);
        map.put("p99Millis", highMillis);
        map.put("runs", runs);
        return map;
    }

    /** Curves of these loads: along the batch where there are several, else along the streams. */
    public static List<LoadCurves.Curve> curves(List<MeasuredLoad> loads) {
        boolean manyBatches =
                loads.stream().map(load -> load.point().batch()).distinct().count() > 1;
        Map<String, List<LoadCurves.Point>> curves = new LinkedHashMap<>();
        for (MeasuredLoad load : loads) {
            String name = manyBatches
                    ? load.point().streamsText()
                    : "batch " + load.point().batch();
            curves.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(new LoadCurves.Point(
                            load.point().text(),
                            load.imagesPerSecond(),
                            load.medianMillis(),
                            load.highMillis(),
                            load.runs()));
        }
        return curves.entrySet().stream()
                .map(entry -> new LoadCurves.Curve(entry.getKey(), entry.getValue()))
                .toList();
    }
}
