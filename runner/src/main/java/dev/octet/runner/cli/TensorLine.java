package dev.octet.runner.cli;

import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.TableRanges;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.table.TensorCalibration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One tensor as {@code table show} prints it.
 *
 * @param name its name
 * @param range its range; absent when no value was finite
 * @param statistics what was observed, in a table
 * @param scale the stored scale, in a cache
 */
record TensorLine(
        String name, Optional<ActivationRange> range, Optional<TensorStatistics> statistics, Optional<Float> scale) {

    /** The tensors of a file, in its order. */
    static List<TensorLine> of(RangeFile file, Map<String, ActivationRange> ranges) {
        List<TensorLine> lines = new ArrayList<>();
        for (String name : file.tensors()) {
            Optional<TensorStatistics> statistics = file instanceof TableRanges table
                    ? table.table().tensor(name).map(TensorCalibration::statistics)
                    : Optional.empty();
            Optional<Float> scale = file instanceof TensorRtCache cache
                    ? Optional.ofNullable(cache.scales().get(name))
                    : Optional.empty();
            lines.add(new TensorLine(name, Optional.ofNullable(ranges.get(name)), statistics, scale));
        }
        return lines;
    }

    /** The names of the columns of a file. */
    static String[] columns(RangeFile file) {
        return switch (file.format()) {
            case OCTET_TABLE ->
                new String[] {"tensor", "min", "max", "range from", "to", "width", "values", "zeros", "NaN", "Inf"};
            case TENSORRT_CACHE -> new String[] {"tensor", "scale", "range from", "to", "width"};
            case ONNXRUNTIME_RANGES -> new String[] {"tensor", "range from", "to", "width"};
        };
    }

    double width() {
        return range.map(r -> (double) r.max() - r.min()).orElse(0.0);
    }

    double magnitude() {
        return range.map(r -> (double) r.absoluteMaximum()).orElse(0.0);
    }

    long nonFinite() {
        return statistics.map(TensorStatistics::nan).orElse(0L) + infinite();
    }

    private long infinite() {
        return statistics
                .map(seen -> seen.positiveInfinite() + seen.negativeInfinite())
                .orElse(0L);
    }

    String[] cells() {
        List<String> cells = new ArrayList<>(List.of(name));
        scale.ifPresent(value -> cells.add(number(value)));
        statistics.ifPresent(seen -> {
            cells.add(seen.range().map(exact -> number(exact.min())).orElse("-"));
            cells.add(seen.range().map(exact -> number(exact.max())).orElse("-"));
        });
        cells.add(range.map(r -> number(r.min())).orElse("-"));
        cells.add(range.map(r -> number(r.max())).orElse("-"));
        cells.add(range.isPresent() ? number(width()) : "-");
        statistics.ifPresent(seen -> {
            cells.add(Long.toString(seen.count()));
            cells.add(Long.toString(seen.zeros()));
            cells.add(Long.toString(seen.nan()));
            cells.add(Long.toString(infinite()));
        });
        return cells.toArray(String[]::new);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        scale.ifPresent(value -> json.put("scale", value));
        statistics.ifPresent(seen -> {
            seen.range().ifPresent(exact -> json.put("observed", List.of(exact.min(), exact.max())));
            json.put("values", seen.count());
            json.put("zeros", seen.zeros());
            json.put("nan", seen.nan());
            json.put("infinite", infinite());
        });
        range.ifPresent(r -> {
            json.put("range", List.of(r.min(), r.max()));
            json.put("width", width());
        });
        return json;
    }

    /** Five digits. */
    static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.5g", value);
    }
}
