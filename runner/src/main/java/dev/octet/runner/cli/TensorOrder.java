package dev.octet.runner.cli;

import java.util.Comparator;
import java.util.List;

/** How the tensors of a table are sorted. */
enum TensorOrder {
    /** As they lie in the file. */
    FILE,
    /** By name. */
    NAME,
    /** The widest range first. */
    WIDTH,
    /** The largest magnitude first. */
    MAGNITUDE,
    /** Most NaN and infinite values first. */
    NONFINITE;

    List<TensorLine> sort(List<TensorLine> lines) {
        return switch (this) {
            case FILE -> lines;
            case NAME -> sorted(lines, Comparator.comparing(TensorLine::name));
            case WIDTH ->
                sorted(lines, Comparator.comparingDouble(TensorLine::width).reversed());
            case MAGNITUDE ->
                sorted(lines, Comparator.comparingDouble(TensorLine::magnitude).reversed());
            case NONFINITE ->
                sorted(lines, Comparator.comparingLong(TensorLine::nonFinite).reversed());
        };
    }

    private static List<TensorLine> sorted(List<TensorLine> lines, Comparator<TensorLine> comparator) {
        return lines.stream().sorted(comparator).toList();
    }
}
