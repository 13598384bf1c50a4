package dev.octet.runner.report;

import dev.octet.calibrator.compare.TensorDifference;
import java.util.ArrayList;
import java.util.List;

/** SQNR of each tensor along the network; those with much noise stand out. */
final class FidelityPlot {

    /** Below this, dB, a tenth of the signal is noise. */
    static final double LOW = 20;

    private static final double FLOOR = -20;
    private static final double CEILING = 80;
    private static final double LEAST_HEIGHT = 30;

    private FidelityPlot() {}

    static Plot of(Fidelity fidelity) {
        List<Fidelity.TensorDistance> tensors = fidelity.tensors();
        double least = tensors.stream()
                .mapToDouble(one -> one.sqnr().orElse(0.0))
                .min()
                .orElse(0);
        double most = tensors.stream()
                .mapToDouble(one -> one.sqnr().orElse(0.0))
                .max()
                .orElse(0);
        Axis x = Plot.WIDE.across(0, Math.max(1, tensors.size()));
        Axis y =
                Plot.WIDE.upwards(Math.max(FLOOR, Math.min(0, least)), Math.min(CEILING, Math.max(LEAST_HEIGHT, most)));
        List<Plot.Line> lines = new ArrayList<>();
        List<Plot.Mark> dots = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            Fidelity.TensorDistance one = tensors.get(i);
            double at = x.at(i + 0.5);
            if (one.sqnr().isPresent()) {
                lines.add(bar(at, y, i, one));
            } else {
                dots.add(dot(at, y, i, one));
            }
        }
        lines.add(new Plot.Line("", "limit", "M" + x.begin() + " " + y.at(LOW) + "H" + x.end(), LOW + " dB"));
        return new Plot(
                "SQNR of each tensor along the network",
                Plot.WIDE,
                "tensor, in the order of the network",
                "SQNR, dB",
                Plot.marks(x.wholeTicks()),
                Plot.marks(y.ticks()),
                lines,
                dots);
    }

    private static Plot.Mark dot(double at, Axis y, int index, Fidelity.TensorDistance tensor) {
        boolean equal = tensor.outcome() == TensorDifference.Outcome.EQUAL;
        return new Plot.Mark(
                at,
                equal ? y.end() : y.begin(),
                index + ". " + tensor.tensor() + ": " + Words.ratio(tensor),
                equal ? "equal" : "broken");
    }

    private static Plot.Line bar(double at, Axis y, int index, Fidelity.TensorDistance tensor) {
        double value = tensor.sqnr().orElseThrow();
        return new Plot.Line(
                "",
                value < LOW ? "stem low" : "stem",
                "M" + at + " " + y.within(0) + "V" + y.within(value),
                index + ". " + tensor.tensor() + ": " + Words.ratio(tensor) + " dB");
    }
}
