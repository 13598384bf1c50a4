package dev.octet.runner.report;

import dev.octet.calibrator.compare.TensorDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What two reports say differently.
 *
 * @param first name of the first
 * @param second name of the second
 * @param figures side by side
 * @param classes AP by class, the largest change first; those that both have
 * @param layers those that are in INT8 in one and in float in the other, or in one only
 * @param ranges of tensors, where chosen ranges differ
 * @param notes what keeps the two from being compared: what one lacks, other files, other machines
 */
public record ReportDifference(
        String first,
        String second,
        List<Row> figures,
        List<Row> classes,
        List<Row> layers,
        List<Row> ranges,
        List<String> notes) {

    private static final String ABSENT = "not measured";
    private static final String NONE = "not there";

    public ReportDifference {
        figures = List.copyOf(figures);
        classes = List.copyOf(classes);
        layers = List.copyOf(layers);
        ranges = List.copyOf(ranges);
        notes = List.copyOf(notes);
    }

    /**
     * One line.
     *
     * @param name of what is compared
     * @param first what the first report says
     * @param second what the second says
     * @param change between both; empty where there is none to tell
     */
    public record Row(String name, String first, String second, String change) {}

    /** The differences of these reports. */
    public static ReportDifference of(String nameA, Report a, String nameB, Report b) {
        return new ReportDifference(
                nameA,
                nameB,
                figures(a, b),
                classes(a, b),
                layers(a, b),
                ranges(a, b),
                DifferenceNotes.of(nameA, a, nameB, b));
    }

    private static List<Row> figures(Report a, Report b) {
        List<Row> rows = new ArrayList<>();
        rows.add(texts("float model", a, b, one -> one.origin().reference().file()));
        rows.add(texts("INT8 model", a, b, one -> one.origin().quantized().file()));
        rows.add(texts("target", a, b, one -> one.origin().target()));
        rows.add(texts("ranges", a, b, one -> one.origin().range()));
        rows.add(texts("processor", a, b, one -> one.origin().cpu()));
        rows.add(numbers(
                "INT8 file, kB",
                0,
                a,
                b,
                one -> Optional.of(one.origin().quantized().bytes() / 1000.0)));
        rows.add(numbers("MACs in INT8, %", 1, a, b, one -> Optional.of(100 * one.int8MacShare())));
        rows.add(numbers(
                "mAP of float",
                4,
                a,
                b,
                one -> one.accuracy().map(x -> x.reference().map())));
        rows.add(numbers(
                "mAP of INT8",
                4,
                a,
                b,
                one -> one.accuracy().map(x -> x.quantized().map())));
        rows.add(numbers("mAP lost to INT8", 4, a, b, one -> one.accuracy().map(Accuracy::drop)));
        rows.add(numbers(
                "shift of the best threshold", 3, a, b, one -> one.accuracy().flatMap(Accuracy::thresholdShift)));
        rows.add(numbers(
                "float, ms", 2, a, b, one -> one.speed().map(x -> x.reference().median())));
        rows.add(numbers(
                "INT8, ms", 2, a, b, one -> one.speed().map(x -> x.quantized().median())));
        rows.add(numbers("speedup", 2, a, b, one -> one.speed().map(Speed::speedup)));
        rows.add(numbers("lowest SQNR, dB", 1, a, b, ReportDifference::lowest));
        rows.add(numbers("tensors that differ without an SQNR", 0, a, b, ReportDifference::withoutRatio));
        return rows;
    }

    private static Optional<Double> lowest(Report report) {
        return report.fidelity()
                .flatMap(one -> one.tensors().stream()
                        .flatMap(tensor -> tensor.sqnr().stream())
                        .min(Comparator.naturalOrder()));
    }

    private static Optional<Double> withoutRatio(Report report) {
        return report.fidelity()
                .map(one -> (double) one.count(TensorDifference.Outcome.NOT_FINITE)
                        + one.count(TensorDifference.Outcome.NO_SIGNAL));
    }

    private static Row texts(String name, Report a, Report b, Function<Report, String> value) {
        String first = value.apply(a);
        String second = value.apply(b);
        return new Row(name, first, second, first.equals(second) ? "" : "differs");
    }

    private static Row numbers(String name, int digits, Report a, Report b, Function<Report, Optional<Double>> value) {
        Optional<Double> first = value.apply(a);
        Optional<Double> second = value.apply(b);
        String change = first.isPresent() && second.isPresent() ? Words.signed(second.get() - first.get(), digits) : "";
        return new Row(name, text(first, digits), text(second, digits), change);
    }

    private static String text(Optional<Double> value, int digits) {
        return value.map(one -> Words.number(one, digits)).orElse(ABSENT);
    }

    /** The largest change first, then those that one report lacks. */
    private static List<Row> classes(Report a, Report b) {
        if (a.accuracy().isEmpty() || b.accuracy().isEmpty()) {
            return List.of();
        }
        Map<String, Double> before = new LinkedHashMap<>();
        a.accuracy().get().classes().forEach(one -> before.put(one.name(), one.after()));
        List<Accuracy.ClassChange> both = new ArrayList<>();
        List<Row> single = new ArrayList<>();
        for (Accuracy.ClassChange one : b.accuracy().get().classes()) {
            Double old = before.remove(one.name());
            if (old == null) {
                single.add(new Row(one.name(), NONE, Words.number(one.after(), 4), ""));
            } else if (old != one.after()) {
                both.add(new Accuracy.ClassChange(one.name(), old, one.after()));
            }
        }
        before.forEach((name, ap) -> single.add(new Row(name, Words.number(ap, 4), NONE, "")));
        List<Row> rows = new ArrayList<>();
        both.stream()
                .sorted(Comparator.comparingDouble(one -> -Math.abs(one.after() - one.before())))
                .forEach(one -> rows.add(new Row(
                        one.name(),
                        Words.number(one.before(), 4),
                        Words.number(one.after(), 4),
                        Words.signed(one.after() - one.before(), 4))));
        rows.addAll(single);
        return rows;
    }

    private static List<Row> layers(Report a, Report b) {
        Map<String, LayerEntry> before = new HashMap<>();
        a.layers().forEach(one -> before.put(one.node(), one));
        List<Row> rows = new ArrayList<>();
        for (LayerEntry one : b.layers()) {
            LayerEntry old = before.remove(one.node());
            if (old == null) {
                rows.add(new Row(one.node(), NONE, precision(one), one.reason()));
            } else if (old.int8() != one.int8()) {
                rows.add(new Row(one.node(), precision(old), precision(one), (one.int8() ? old : one).reason()));
            }
        }
        a.layers().stream()
                .filter(one -> before.containsKey(one.node()))
                .forEach(one -> rows.add(new Row(one.node(), precision(one), NONE, one.reason())));
        return rows;
    }

    private static String precision(LayerEntry layer) {
        return layer.int8() ? "INT8" : "float";
    }

    /** None when one report has no calibration. */
    private static List<Row> ranges(Report a, Report b) {
        if (a.tensors().isEmpty() || b.tensors().isEmpty()) {
            return List.of();
        }
        Map<String, TensorEntry> before = new LinkedHashMap<>();
        a.tensors().forEach(one -> before.put(one.tensor(), one));
        List<Row> rows = new ArrayList<>();
        for (TensorEntry one : b.tensors()) {
            TensorEntry old = before.remove(one.tensor());
            if (old == null) {
                rows.add(new Row(one.tensor(), ABSENT, range(one), ""));
            } else if (!Objects.equals(old.chosen(), one.chosen())) {
                rows.add(new Row(one.tensor(), range(old), range(one), widths(old, one)));
            }
        }
        before.values().forEach(one -> rows.add(new Row(one.tensor(), range(one), ABSENT, "")));
        return rows;
    }

    private static String range(TensorEntry tensor) {
        return tensor.chosen()
                .map(one -> Words.short4(one.low()) + " to " + Words.short4(one.high()))
                .orElse("float");
    }

    private static String widths(TensorEntry old, TensorEntry now) {
        if (old.chosen().isEmpty() || now.chosen().isEmpty()) {
            return "";
        }
        return Words.number(now.chosen().get().scale() / old.chosen().get().scale(), 3) + "x as wide";
    }
}
