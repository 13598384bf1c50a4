package dev.octet.runner.report;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.compare.ActivationPairs;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.TensorCalibration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What was seen of every calibrated tensor, what each algorithm would make of it, and what a quantized model has. */
public final class TensorRanges {

    /** Bins that a page has room for. */
    private static final int BINS = 96;

    private TensorRanges() {}

    /**
     * The tensors of a calibration in which any value was finite, in its order.
     *
     * @param calibration of the float model
     * @param symmetry of the target's activations
     * @param quantized whose ranges were chosen
     */
    public static List<TensorEntry> of(Calibration calibration, Symmetry symmetry, OnnxModel quantized) {
        Map<String, TensorEntry.Chosen> chosen = chosen(quantized.graph());
        return calibration.table().tensors().stream()
                .filter(one -> one.statistics().range().isPresent())
                .map(one -> entry(one, symmetry, Optional.ofNullable(chosen.get(one.tensor()))))
                .toList();
    }

    private static TensorEntry entry(TensorCalibration tensor, Symmetry symmetry, Optional<TensorEntry.Chosen> chosen) {
        TensorStatistics seen = tensor.statistics();
        Histogram bins = seen.histogram();
        while (bins.endBin() - bins.firstBin() > BINS) {
            bins = bins.foldedTo(bins.exponent() + 1);
        }
        List<TensorEntry.Threshold> thresholds = tensor.ranges().stream()
                .map(one -> new TensorEntry.Threshold(
                        one.estimator(),
                        one.range(symmetry).min(),
                        one.range(symmetry).max()))
                .toList();
        return new TensorEntry(
                tensor.tensor(),
                seen.count(),
                seen.zeros(),
                seen.nan(),
                seen.positiveInfinite() + seen.negativeInfinite(),
                seen.range().orElseThrow().min(),
                seen.range().orElseThrow().max(),
                bins.firstBin() * bins.binWidth(),
                bins.binWidth(),
                LongStream.of(bins.counts()).boxed().toList(),
                thresholds,
                chosen);
    }

    /** The grids of the activations' QuantizeLinear nodes. */
    private static Map<String, TensorEntry.Chosen> chosen(Graph quantized) {
        Map<String, TensorEntry.Chosen> chosen = new HashMap<>();
        for (Node node : ActivationPairs.in(quantized)) {
            grid(quantized, node).ifPresent(grid -> chosen.put(node.inputs().get(0), grid));
        }
        return chosen;
    }

    private static Optional<TensorEntry.Chosen> grid(Graph graph, Node pair) {
        Optional<Initializer> scale = graph.initializer(pair.inputOrEmpty(1));
        Optional<Initializer> zero = graph.initializer(pair.inputOrEmpty(2));
        boolean unsigned = zero.map(one -> one.type() == TensorType.UINT8).orElse(true);
        boolean bytes = zero.map(one -> one.type() == TensorType.UINT8 || one.type() == TensorType.INT8)
                .orElse(true);
        if (!bytes || scale.isEmpty() || scale.get().floats().length != 1) {
            return Optional.empty();
        }
        double step = scale.get().floats()[0];
        int point = zero.map(one -> unsigned ? one.bytes()[0] & 0xFF : (int) one.bytes()[0])
                .orElse(0);
        int low = unsigned ? 0 : Byte.MIN_VALUE;
        int high = unsigned ? 0xFF : Byte.MAX_VALUE;
        return Optional.of(new TensorEntry.Chosen((low - point) * step, (high - point) * step, step, point));
    }
}
