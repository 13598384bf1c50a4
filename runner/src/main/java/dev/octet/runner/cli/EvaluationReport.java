package dev.octet.runner.cli;

import dev.octet.calibrator.images.BadImage;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.EvaluationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as a table and as JSON.
 *
 * @param result the numbers
 * @param seconds that the scoring took, without reading and without the detector
 * @param badImages images that were left out
 */
record EvaluationReport(EvaluationResult result, double seconds, List<BadImage> badImages) {

    private static final List<String> NAMES = List.of(
            "AP  IoU .50:.95",
            "AP  IoU .50",
            "AP  IoU .75",
            "AP  small",
            "AP  medium",
            "AP  large",
            "AR    1 detection",
            "AR   10 detections",
            "AR  100 detections",
            "AR  small",
            "AR  medium",
            "AR  large");

    /** Scores detections and takes the time of that. */
    static EvaluationReport of(CocoAnnotations truth, CocoDetections found, List<BadImage> badImages) {
        long start = System.nanoTime();
        EvaluationResult result = CocoEvaluation.evaluate(truth, found);
        return new EvaluationReport(result, (System.nanoTime() - start) * 1e-9, badImages);
    }

    void printTo(Console console) {
        Table table = new Table();
        for (int i = 0; i < NAMES.size(); i++) {
            table.row(
                    NAMES.get(i),
                    String.format(Locale.ROOT, "%.4f", result.stats().get(i)));
        }
        table.printTo(console);
        console.print(result.images() + " images, " + result.detections() + " detections");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stats", result.stats());
        document.put("map", result.map());
        document.put("map50", result.map50());
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        result.perClass().forEach(one -> perClass.put(one.name(), one.ap() < 0 ? null : one.ap()));
        document.put("perClass", perClass);
        document.put("images", result.images());
        document.put("detections", result.detections());
        document.put("evaluationSeconds", seconds);
        document.put("badImages", ImageOptions.json(badImages));
        console.document("octet.evaluate/1", document);
    }
}
