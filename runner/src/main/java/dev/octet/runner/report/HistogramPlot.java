package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What was seen of a tensor, counts on a logarithmic scale; where each algorithm would end its range, as thin lines, and
 * where the INT8 model ends it, as thick lines with everything outside shaded.
 */
final class HistogramPlot {

    /** How far beyond its bins a plot goes, as a share of their width. */
    private static final double REACH = 0.5;

    private static final int TICKS = 5;

    private final TensorEntry tensor;
    private final Axis x;
    private final Axis y;

    private HistogramPlot(TensorEntry tensor) {
        this.tensor = tensor;
        double begin = tensor.firstEdge();
        double end = begin + tensor.counts().size() * tensor.binWidth();
        double reach = (end - begin) * REACH;
        double low = ends(tensor).filter(one -> one < begin).min().orElse(begin);
        double high = ends(tensor).filter(one -> one > end).max().orElse(end);
        this.x = Plot.HALF.across(Math.max(low, begin - reach), Math.min(high, end + reach));
        long most = tensor.counts().stream().mapToLong(Long::longValue).max().orElse(1);
        this.y = Plot.HALF.upwards(0, height(Math.max(10, most)));
    }

    /**
     * The plot.
     *
     * @param tensor what was seen
     * @param styles of its thresholds, one for each
     */
    static Plot of(TensorEntry tensor, List<String> styles) {
        return new HistogramPlot(tensor).draw(styles);
    }

    private static DoubleStream ends(TensorEntry tensor) {
        return DoubleStream.concat(
                tensor.thresholds().stream().flatMapToDouble(one -> DoubleStream.of(one.low(), one.high())),
                tensor.chosen().stream().flatMapToDouble(one -> DoubleStream.of(one.low(), one.high())));
    }

    private Plot draw(List<String> styles) {
        List<Plot.Line> lines = new ArrayList<>();
        lines.add(new Plot.Line("", "area", steps(), ""));
        List<Plot.Mark> marks = new ArrayList<>();
        for (int i = 0; i < tensor.thresholds().size(); i++) {
            TensorEntry.Threshold one = tensor.thresholds().get(i);
            marks.addAll(pair(one.low(), one.high(), one.algorithm(), styles.get(i)));
        }
        tensor.chosen().ifPresent(one -> {
            lines.add(new Plot.Line("", "outside", outside(one), ""));
            marks.addAll(pair(one.low(), one.high(), "chosen", "chosen"));
        });
        return new Plot(
                "Histogram of " + tensor.tensor() + " with the ends of its ranges",
                Plot.HALF,
                "value",
                "count, logarithmic",
                Plot.marks(x.ticks()),
                powers(),
                lines,
                marks);
    }

    /** Both ends of a range, as far as they are on the plot. */
    private List<Plot.Mark> pair(double low, double high, String name, String style) {
        return Stream.of(
                        new Plot.Mark(low, -1, name + " from " + Words.short4(low), style),
                        new Plot.Mark(high, -1, name + " to " + Words.short4(high), style))
                .filter(one -> one.at() >= x.low() && one.at() <= x.high())
                .map(one -> new Plot.Mark(x.at(one.at()), one.up(), one.label(), one.style()))
                .toList();
    }

    private String outside(TensorEntry.Chosen chosen) {
        return block(x.begin(), x.within(chosen.low())) + block(x.within(chosen.high()), x.end());
    }

    private String block(double from, double to) {
        return to > from ? "M" + from + " " + y.end() + "H" + to + "V" + y.begin() + "H" + from + "Z" : "";
    }

    private String steps() {
        StringBuilder path = new StringBuilder("M")
                .append(x.at(tensor.firstEdge()))
                .append(' ')
                .append(y.at(0));
        for (int i = 0; i < tensor.counts().size(); i++) {
            path.append('V')
                    .append(y.at(height(tensor.counts().get(i))))
                    .append('H')
                    .append(x.at(tensor.firstEdge() + (i + 1) * tensor.binWidth()));
        }
        return path.append('V').append(y.at(0)).append('Z').toString();
    }

    /** 0 for nothing, and one value can be seen. */
    private static double height(long count) {
        return Math.log10(1.0 + Math.max(0, count));
    }

    private List<Plot.Mark> powers() {
        int most = (int) Math.floor(y.high());
        int step = 1 + most / TICKS;
        List<Plot.Mark> marks = new ArrayList<>();
        for (int power = 0; power <= most; power += step) {
            long count = (long) Math.pow(10, power);
            marks.add(new Plot.Mark(y.within(height(count)), -1, compact(power), ""));
        }
        return marks;
    }

    private static String compact(int power) {
        String[] units = {"", "k", "M", "G", "T", "P", "E"};
        return String.format(Locale.ROOT, "%.0f%s", Math.pow(10, power % 3), units[power / 3]);
    }
}
