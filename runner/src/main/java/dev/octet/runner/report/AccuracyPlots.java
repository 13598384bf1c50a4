package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Precision against recall, and F1 against confidence, of both models. */
final class AccuracyPlots {

    private AccuracyPlots() {}

    static Plot precision(Accuracy accuracy) {
        Axis x = Plot.HALF.across(0, 1);
        Axis y = Plot.HALF.upwards(0, 1);
        Accuracy.Scores before = accuracy.reference();
        Accuracy.Scores after = accuracy.quantized();
        return new Plot(
                "Precision against recall, mean over classes",
                Plot.HALF,
                "recall",
                "precision",
                Plot.marks(x.ticks()),
                Plot.marks(y.ticks()),
                List.of(
                        line("float, IoU .50", "float", curve(x, y, before.precision50())),
                        line("INT8, IoU .50", "int8", curve(x, y, after.precision50())),
                        line("float, IoU .50:.95", "float thin", curve(x, y, before.precision())),
                        line("INT8, IoU .50:.95", "int8 thin", curve(x, y, after.precision()))),
                List.of());
    }

    static Plot confidence(Accuracy accuracy) {
        Axis x = Plot.HALF.across(0, 1);
        Axis y = Plot.HALF.upwards(0, 1);
        List<Plot.Line> lines = new ArrayList<>();
        List<Plot.Mark> best = new ArrayList<>();
        add("float", "float", accuracy.reference(), x, y, lines, best);
        add("INT8", "int8", accuracy.quantized(), x, y, lines, best);
        return new Plot(
                "F1 against confidence at IoU .50, mean over classes",
                Plot.HALF,
                "confidence",
                "F1",
                Plot.marks(x.ticks()),
                Plot.marks(y.ticks()),
                lines,
                best);
    }

    private static void add(
            String name,
            String style,
            Accuracy.Scores scores,
            Axis x,
            Axis y,
            List<Plot.Line> lines,
            List<Plot.Mark> marks) {
        Optional<Accuracy.Best> best = scores.best();
        lines.add(line(
                best.map(one -> name + ", best at " + Words.number(one.confidence(), 3))
                        .orElse(name),
                style,
                curve(x, y, scores.f1())));
        best.ifPresent(one -> {
            double at = x.within(one.confidence());
            double up = y.within(one.f1());
            lines.add(new Plot.Line("", "drop " + style, "M" + at + " " + up + "V" + y.begin(), ""));
            marks.add(new Plot.Mark(at, up, "best threshold of " + name, style));
        });
    }

    private static Plot.Line line(String name, String style, String path) {
        return new Plot.Line(name, style, path, name);
    }

    /** A line through points of evenly spaced x from 0 to 1. */
    private static String curve(Axis x, Axis y, List<Double> values) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(x.at((double) i / Math.max(1, values.size() - 1)))
                    .append(' ')
                    .append(y.within(values.get(i)));
        }
        return path.toString();
    }
}
