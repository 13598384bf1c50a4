package dev.octet.runner.cli;

import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Precision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a quantization did: sizes, how much runs in integers, and why the rest does not. */
final class QuantizationReport {

    private final OnnxModel original;
    private final QuantizedModel quantized;
    private final ImageQuantization.Outcome outcome;
    private final String target;
    private final Path file;

    QuantizationReport(OnnxModel original, ImageQuantization.Outcome outcome, String target, Path file) {
        this.original = original;
        this.outcome = outcome;
        this.quantized = outcome.quantized();
        this.target = target;
        this.file = file;
    }

    void printTo(Console console) {
        double ratio = (double) quantized.model().sizeBytes() / original.sizeBytes();
        double share = integerMacShare();
        console.print(String.format(
                Locale.ROOT,
                "%s: %d of %d layers in INT8 (%.1f %% of the MACs), %d tensors with Q/DQ, range %s",
                file,
                quantized.placement().layers().size(),
                layers(),
                100 * share,
                quantized.placement().tensors().size(),
                quantized.rangeChoice()));
        console.print(String.format(
                Locale.ROOT,
                "size %d -> %d bytes (%.3f)",
                original.sizeBytes(),
                quantized.model().sizeBytes(),
                ratio));
        Table table = new Table().row("float node", "operator", "reason");
        floatLayers()
                .forEach(d ->
                        table.row(d.node().name(), d.node().opType(), d.reason().text()));
        table.printTo(console);
        console.document("octet.quantize/1", document(ratio, share));
    }

    private long layers() {
        return quantized.placement().decisions().stream()
                .filter(d -> dev.octet.calibrator.place.Body.isWeighted(d.node()))
                .count();
    }

    private List<NodeDecision> floatLayers() {
        return quantized.placement().decisions().stream()
                .filter(d -> d.precision() == Precision.FLOAT && dev.octet.calibrator.place.Body.isWeighted(d.node()))
                .toList();
    }

    private double integerMacShare() {
        Graph graph = quantized.model().graph();
        Map<Integer, Long> macsById = ModelCost.of(graph).macsByNode();
        Map<String, Long> macs = new HashMap<>();
        graph.nodes().forEach(node -> macs.put(node.name(), macsById.getOrDefault(node.id(), 0L)));
        long total = macsById.values().stream().mapToLong(Long::longValue).sum();
        long inFloat = floatLayers().stream()
                .mapToLong(d -> macs.getOrDefault(d.node().name(), 0L))
                .sum();
        return total == 0 ? 0 : 1 - (double) inFloat / total;
    }

    private Map<String, Object> document(double ratio, double share) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("target", target);
        document.put("range", quantized.rangeChoice());
        document.put("bytes", quantized.model().sizeBytes());
        document.put("floatBytes", original.sizeBytes());
        document.put("sizeRatio", ratio);
        document.put("int8Layers", quantized.placement().layers().size());
        document.put("layers", layers());
        document.put("int8MacShare", share);
        document.put("equalized", outcome.equalized());
        outcome.search().ifPresent(search -> document.put("search", SearchReport.json(search)));
        document.put("decisions", Decisions.json(quantized.placement().decisions()));
        return document;
    }
}
