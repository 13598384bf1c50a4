package dev.octet.runner.report;

import dev.octet.calibrator.compare.TensorDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A report with everything that its page draws.
 *
 * @param report the figures
 */
public record ReportView(Report report) {

    /** Tensors whose histogram is open from the start. */
    private static final int OPEN = 3;

    private static final int WORST = 20;

    /** Classes that are shown without asking. */
    private static final int CLASSES = 10;

    /** Algorithms that are told apart by colour. */
    private static final int STYLES = 6;

    /** What the page says first. */
    public Verdict verdict() {
        return Verdict.of(report);
    }

    /** Precision against recall. */
    public Optional<Plot> precision() {
        return report.accuracy().map(AccuracyPlots::precision);
    }

    /** F1 against confidence. */
    public Optional<Plot> confidence() {
        return report.accuracy().map(AccuracyPlots::confidence);
    }

    /** Losses along the training. */
    public Optional<Plot> losses() {
        return report.training().map(TrainingPlot::losses);
    }

    /** mAP along the training. */
    public Optional<Plot> trainedMap() {
        return report.training().flatMap(TrainingPlot::map);
    }

    /** SQNR along the network. */
    public Optional<Plot> fidelity() {
        return report.fidelity().map(FidelityPlot::of);
    }

    /** The classes that changed most, largest loss first. */
    public List<ClassBar> changed() {
        List<ClassBar> all = classes();
        return all.subList(0, Math.min(CLASSES, all.size()));
    }

    /** The other classes, in the same order. */
    public List<ClassBar> others() {
        List<ClassBar> all = classes();
        return all.subList(Math.min(CLASSES, all.size()), all.size());
    }

    private List<ClassBar> classes() {
        List<Accuracy.ClassChange> classes =
                new ArrayList<>(report.accuracy().map(Accuracy::classes).orElse(List.of()));
        classes.sort(Comparator.comparingDouble(one -> one.after() - one.before()));
        double most = classes.stream()
                .mapToDouble(one -> Math.abs(one.after() - one.before()))
                .max()
                .orElse(0);
        return classes.stream().map(one -> ClassBar.of(one, most)).toList();
    }

    /**
     * A tensor that is further apart than others.
     *
     * @param index along the network
     * @param distance how far
     */
    public record Far(int index, Fidelity.TensorDistance distance) {}

    /** The tensors that are furthest apart, worst first: those that have no SQNR although they differ, then the lowest. */
    public List<Far> worst() {
        List<Fidelity.TensorDistance> tensors =
                report.fidelity().map(Fidelity::tensors).orElse(List.of());
        return IntStream.range(0, tensors.size())
                .filter(i -> tensors.get(i).outcome() != TensorDifference.Outcome.EQUAL)
                .mapToObj(i -> new Far(i, tensors.get(i)))
                .sorted(Comparator.comparing((Far one) -> one.distance().outcome())
                        .thenComparingDouble(one -> one.distance().sqnr().orElse(0.0)))
                .limit(WORST)
                .toList();
    }

    /**
     * A tensor with its plot.
     *
     * @param entry what was seen
     * @param plot of it
     * @param styles of its thresholds, one for each
     * @param open from the start
     */
    public record Tensor(TensorEntry entry, Plot plot, List<String> styles, boolean open) {}

    /** Every tensor; an algorithm has one colour in all of them. */
    public List<Tensor> tensors() {
        Map<String, String> styles = new HashMap<>();
        List<Tensor> tensors = new ArrayList<>();
        for (TensorEntry entry : report.tensors()) {
            List<String> own = entry.thresholds().stream()
                    .map(one -> styles.computeIfAbsent(one.algorithm(), name -> "a" + styles.size() % STYLES))
                    .toList();
            tensors.add(new Tensor(entry, HistogramPlot.of(entry, own), own, tensors.size() < OPEN));
        }
        return tensors;
    }

    /** Layers in float. */
    public long floatLayers() {
        return report.layers().stream().filter(one -> !one.int8()).count();
    }

    /** Multiply-accumulates of all layers; at least 1. */
    public long macs() {
        return Math.max(1, report.layers().stream().mapToLong(LayerEntry::macs).sum());
    }
}
