package dev.octet.runner.cli;

import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        double share = IntegerShare.ofMacs(quantized);
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
                "size %d -> %d bytes (%.3f), weights %s",
                original.sizeBytes(),
                quantized.model().sizeBytes(),
                ratio,
                weights()));
        Table table = new Table().row("float node", "operator", "reason");
        IntegerShare.floatLayers(quantized)
                .forEach(d ->
                        table.row(d.node().name(), d.node().opType(), d.reason().text()));
        table.printTo(console);
        console.document("octet.quantize/1", document(ratio, share));
    }

    private String weights() {
        return quantized.model().metadata("octet.weights.levels").orElse("as given");
    }

    private long layers() {
        return quantized.placement().decisions().stream()
                .filter(d -> dev.octet.calibrator.place.Body.isWeighted(d.node()))
                .count();
    }

    private Map<String, Object> document(double ratio, double share) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("target", target);
        document.put("range", quantized.rangeChoice());
        document.put("weights", weights());
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
