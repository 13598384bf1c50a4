package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;

/** The plots of a report. */
final class Plots {

    private static final double NO_SQNR = 100;

    private Plots() {}

    static Plot precision(Accuracy accuracy) {
        Axis x = Plot.across(0, 1);
        Axis y = Plot.upwards(0, 1);
        return new Plot(
                "Precision against recall, mean over classes",
                "recall",
                "precision",
                Plot.marks(x),
                Plot.marks(y),
                List.of(
                        new Plot.Line(
                                "float, IoU 0.50",
                                "float",
                                Plot.curve(x, y, accuracy.reference().precision50())),
                        new Plot.Line(
                                "INT8, IoU 0.50",
                                "int8",
                                Plot.curve(x, y, accuracy.quantized().precision50())),
                        new Plot.Line(
                                "float, IoU .50:.95",
                                "float thin",
                                Plot.curve(x, y, accuracy.reference().precision())),
                        new Plot.Line(
                                "INT8, IoU .50:.95",
                                "int8 thin",
                                Plot.curve(x, y, accuracy.quantized().precision()))),
                List.of());
    }

    static Plot confidence(Accuracy accuracy) {
        Axis x = Plot.across(0, 1);
        Axis y = Plot.upwards(0, 1);
        List<Plot.Mark> best = new ArrayList<>();
        accuracy.reference()
                .best()
                .ifPresent(one -> best.add(
                        new Plot.Mark(x.at(one.confidence()), y.at(one.f1()), "best threshold of float", "float")));
        accuracy.quantized()
                .best()
                .ifPresent(one -> best.add(
                        new Plot.Mark(x.at(one.confidence()), y.at(one.f1()), "best threshold of INT8", "int8")));
        return new Plot(
                "F1 against confidence at IoU 0.50, mean over classes",
                "confidence",
                "F1",
                Plot.marks(x),
                Plot.marks(y),
                List.of(
                        new Plot.Line(
                                "float",
                                "float",
                                Plot.curve(x, y, accuracy.reference().f1())),
                        new Plot.Line(
                                "INT8",
                                "int8",
                                Plot.curve(x, y, accuracy.quantized().f1()))),
                best);
    }

    static Plot fidelity(Fidelity fidelity) {
        List<Fidelity.TensorDistance> tensors = fidelity.tensors();
        double most = tensors.stream()
                .mapToDouble(one -> Math.min(NO_SQNR, one.sqnr().orElse(0.0)))
                .max()
                .orElse(1);
        double least = Math.min(
                0,
                tensors.stream()
                        .mapToDouble(one -> one.sqnr().orElse(0.0))
                        .min()
                        .orElse(0));
        Axis x = Plot.across(0, Math.max(1, tensors.size()));
        Axis y = Plot.upwards(Math.max(-20, least), Math.max(10, most));
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < tensors.size(); i++) {
            double value =
                    Math.max(y.low(), Math.min(y.high(), tensors.get(i).sqnr().orElse(y.high())));
            bars.append('M')
                    .append(x.at(i + 0.5))
                    .append(' ')
                    .append(y.at(Math.max(y.low(), 0)))
                    .append('V')
                    .append(y.at(value));
        }
        return new Plot(
                "SQNR of each tensor along the network",
                "tensor, in the order of the network",
                "SQNR, dB",
                Plot.marks(x),
                Plot.marks(y),
                List.of(new Plot.Line("", "int8 bars", bars.toString())),
                List.of());
    }

    /** Counts on a logarithmic scale, each algorithm's ends as thin lines, the chosen ones as thick lines. */
    static Plot histogram(TensorEntry tensor) {
        double begin = tensor.firstEdge();
        double end = begin + tensor.counts().size() * tensor.binWidth();
        double low = begin;
        double high = end;
        for (TensorEntry.Threshold one : tensor.thresholds()) {
            low = Math.min(low, one.low());
            high = Math.max(high, one.high());
        }
        if (tensor.chosen().isPresent()) {
            low = Math.min(low, tensor.chosen().get().low());
            high = Math.max(high, tensor.chosen().get().high());
        }
        Axis x = Plot.across(low, high);
        long most = tensor.counts().stream().mapToLong(Long::longValue).max().orElse(1);
        Axis y = Plot.upwards(0, Math.max(1, Math.log10((double) Math.max(1, most))));
        List<Plot.Mark> marks = new ArrayList<>();
        for (int i = 0; i < tensor.thresholds().size(); i++) {
            TensorEntry.Threshold one = tensor.thresholds().get(i);
            marks.add(new Plot.Mark(x.at(one.low()), -1, one.algorithm() + " from", "a" + i));
            marks.add(new Plot.Mark(x.at(one.high()), -1, one.algorithm() + " to", "a" + i));
        }
        tensor.chosen().ifPresent(one -> {
            marks.add(new Plot.Mark(x.at(one.low()), -1, "chosen from", "chosen"));
            marks.add(new Plot.Mark(x.at(one.high()), -1, "chosen to", "chosen"));
        });
        return new Plot(
                "Histogram of " + tensor.tensor(),
                "value",
                "log10 of the count",
                Plot.marks(x),
                Plot.marks(y),
                List.of(new Plot.Line("", "area", steps(tensor, x, y))),
                marks);
    }

    private static String steps(TensorEntry tensor, Axis x, Axis y) {
        StringBuilder path = new StringBuilder("M")
                .append(x.at(tensor.firstEdge()))
                .append(' ')
                .append(y.at(0));
        for (int i = 0; i < tensor.counts().size(); i++) {
            long count = tensor.counts().get(i);
            path.append('V')
                    .append(y.at(count == 0 ? 0 : Math.max(0.15, Math.log10((double) count))))
                    .append('H')
                    .append(x.at(tensor.firstEdge() + (i + 1) * tensor.binWidth()));
        }
        return path.append('V').append(y.at(0)).append('Z').toString();
    }
}
