package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A report with everything that its page draws.
 *
 * @param report the figures
 */
public record ReportView(Report report) {

    /** Tensors whose histogram is open from the start. */
    private static final int OPEN = 2;

    /** Precision against recall. */
    public Optional<Plot> precision() {
        return report.accuracy().map(Plots::precision);
    }

    /** F1 against confidence. */
    public Optional<Plot> confidence() {
        return report.accuracy().map(Plots::confidence);
    }

    /** SQNR along the network. */
    public Optional<Plot> fidelity() {
        return report.fidelity().map(Plots::fidelity);
    }

    /** The classes, largest loss first. */
    public List<Accuracy.ClassChange> classes() {
        return ReportPage.byChange(report.accuracy());
    }

    /** The tensors that are furthest apart. */
    public List<Fidelity.TensorDistance> worst() {
        return report.fidelity().map(ReportPage::worst).orElse(List.of());
    }

    /** A tensor with its plot. */
    public record Tensor(TensorEntry entry, Plot plot, boolean open) {}

    /** Every tensor. */
    public List<Tensor> tensors() {
        return IntStream.range(0, report.tensors().size())
                .mapToObj(i -> {
                    TensorEntry entry = report.tensors().get(i);
                    return new Tensor(entry, Plots.histogram(entry), i < OPEN);
                })
                .toList();
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
