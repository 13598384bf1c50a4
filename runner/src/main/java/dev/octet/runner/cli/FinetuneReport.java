package dev.octet.runner.cli;

import dev.octet.calibrator.finetune.FinetuneResult;
import dev.octet.calibrator.finetune.TrainingPoint;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a training did: how far it brought the network, and what was written. */
final class FinetuneReport {

    private final OnnxModel original;
    private final Finetuning.Outcome outcome;
    private final FinetuneImages images;
    private final String target;
    private final Path file;

    FinetuneReport(OnnxModel original, Finetuning.Outcome outcome, FinetuneImages images, String target, Path file) {
        this.original = original;
        this.outcome = outcome;
        this.images = images;
        this.target = target;
        this.file = file;
    }

    void printTo(Console console) {
        FinetuneResult result = outcome.result();
        console.print(verdict(result));
        console.print(String.format(
                Locale.ROOT,
                "%s: %d layers in INT8 for %s (%.1f %% of the MACs), size %d -> %d bytes",
                file,
                outcome.quantized().quantized().placement().layers().size(),
                target,
                100 * IntegerShare.ofMacs(outcome.quantized().quantized()),
                original.sizeBytes(),
                outcome.quantized().quantized().model().sizeBytes()));
        Table table = byMap()
                ? new Table().row("step", "training loss", "loss held out", "mAP")
                : new Table().row("step", "training loss", "loss held out");
        result.history().forEach(point -> table.row(row(point)));
        table.printTo(console);
        console.document("octet.finetune/1", document(result));
    }

    /** The better of the two is written, and said. */
    private String verdict(FinetuneResult result) {
        String measure =
                (byMap() ? "mAP on " : "the loss on ") + images.heldOut().size() + " held out images";
        if (!result.improved()) {
            return String.format(
                    Locale.ROOT,
                    "Training found nothing better than its start (%s: %.4f): the model without training was written.",
                    measure,
                    measured(result.start()));
        }
        return String.format(
                Locale.ROOT,
                "Training took %s from %.4f to %.4f at step %d, which was written.",
                measure,
                measured(result.start()),
                measured(result.best()),
                result.best().step());
    }

    private boolean byMap() {
        return images.annotations().isPresent();
    }

    private double measured(TrainingPoint point) {
        return byMap() ? -point.score() : point.heldOutLoss();
    }

    private String[] row(TrainingPoint point) {
        String step = (point.equals(outcome.result().best()) ? "written " : "") + point.step();
        String training = Double.isNaN(point.trainingLoss()) ? "" : number(point.trainingLoss());
        return byMap()
                ? new String[] {step, training, number(point.heldOutLoss()), number(-point.score())}
                : new String[] {step, training, number(point.heldOutLoss())};
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private Map<String, Object> document(FinetuneResult result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("target", target);
        document.put("improved", result.improved());
        document.put("step", result.best().step());
        document.put("comparedBy", byMap() ? "mAP" : "loss");
        document.put("images", images.trained().size());
        document.put("heldOut", images.heldOut().size());
        document.put("features", result.features());
        document.put("bytes", outcome.quantized().quantized().model().sizeBytes());
        document.put("floatBytes", original.sizeBytes());
        List<Map<String, Object>> points =
                result.history().stream().map(this::json).toList();
        document.put("points", points);
        return document;
    }

    private Map<String, Object> json(TrainingPoint point) {
        return TrainingLog.json(point, byMap());
    }
}
