package dev.octet.runner.cli;

import dev.octet.calibrator.images.BadImage;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.ConfidenceCurve;
import dev.octet.runner.evaluate.EvaluationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as a table and as JSON.
 *
 * @param result the numbers
 * @param seconds that the scoring took, without reading and without the detector
 * @param curve precision, recall and F1 by confidence
 * @param reference what it was held against
 * @param preprocess name of the preprocessing; nothing for detections of a file
 * @param backend what ran the model; nothing for detections of a file
 * @param badImages images that were left out
 */
record EvaluationReport(
        EvaluationResult result,
        double seconds,
        ConfidenceCurve curve,
        Optional<ReferenceComparison> reference,
        Optional<String> preprocess,
        Optional<String> backend,
        List<BadImage> badImages) {

    /** Of the curve's points, one in so many is printed. */
    private static final int STEP = 9;

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
    static EvaluationReport of(CocoAnnotations truth, CocoDetections found, Optional<ReferenceComparison> reference) {
        long start = System.nanoTime();
        EvaluationResult result = CocoEvaluation.evaluate(truth, found);
        double seconds = (System.nanoTime() - start) * 1e-9;
        ConfidenceCurve curve = ConfidenceCurve.of(truth, found);
        return new EvaluationReport(result, seconds, curve, reference, Optional.empty(), Optional.empty(), List.of());
    }

    /** The same with how the detections were made. */
    EvaluationReport with(AnnotatedDetector.Outcome outcome) {
        return new EvaluationReport(
                result,
                seconds,
                curve,
                reference,
                Optional.of(outcome.preprocess()),
                Optional.of(outcome.backend()),
                outcome.bad());
    }

    void printTo(Console console) {
        Table table = new Table();
        for (int i = 0; i < NAMES.size(); i++) {
            table.row(
                    NAMES.get(i),
                    String.format(Locale.ROOT, "%.4f", result.stats().get(i)));
        }
        table.printTo(console);
        console.print(result.images() + " images, " + result.detections() + " detections"
                + preprocess.map(name -> ", preprocessing " + name).orElse(""));
        console.print(curve.best().map(EvaluationReport::line).orElse("No detection is right at any confidence."));
        reference.ifPresent(comparison -> comparison.printTo(console));
        console.document("octet.evaluate/1", document());
    }

    private static String line(ConfidenceCurve.Point best) {
        return String.format(
                Locale.ROOT,
                "Best confidence %.3f: F1 %.4f, precision %.4f, recall %.4f at IoU .50",
                best.confidence(),
                best.f1(),
                best.precision(),
                best.recall());
    }

    private Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("stats", result.stats());
        document.put("map", result.map());
        document.put("map50", result.map50());
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        result.perClass().forEach(one -> perClass.put(one.name(), one.ap() < 0 ? null : one.ap()));
        document.put("perClass", perClass);
        preprocess.ifPresent(name -> document.put("preprocess", name));
        backend.ifPresent(name -> document.put("backend", name));
        document.put("bestConfidence", json(curve.best()));
        document.put("f1Curve", json(curve));
        reference.ifPresent(comparison -> document.put("reference", comparison.json()));
        document.put("images", result.images());
        document.put("detections", result.detections());
        document.put("evaluationSeconds", seconds);
        document.put("badImages", ImageOptions.json(badImages));
        return document;
    }

    static @Nullable Map<String, Object> json(Optional<ConfidenceCurve.Point> best) {
        if (best.isEmpty()) {
            return null;
        }
        ConfidenceCurve.Point point = best.get();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("confidence", point.confidence());
        entry.put("f1", point.f1());
        entry.put("precision", point.precision());
        entry.put("recall", point.recall());
        return entry;
    }

    /** Confidences and what F1 is there, side by side. */
    static Map<String, List<Double>> json(ConfidenceCurve curve) {
        List<ConfidenceCurve.Point> some = IntStream.iterate(
                        0, i -> i < curve.points().size(), i -> i + STEP)
                .mapToObj(curve.points()::get)
                .toList();
        Map<String, List<Double>> entry = new LinkedHashMap<>();
        entry.put(
                "confidence",
                some.stream().map(ConfidenceCurve.Point::confidence).toList());
        entry.put("f1", some.stream().map(ConfidenceCurve.Point::f1).toList());
        return entry;
    }
}
