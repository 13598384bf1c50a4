package dev.octet.runner.cli;

import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.ConfidenceCurve;
import dev.octet.runner.evaluate.EvaluationResult;
import dev.octet.runner.evaluate.ImageDifference;
import dev.octet.runner.evaluate.ImageDifferences;
import dev.octet.runner.evaluate.MapDrop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation held against that of a reference.
 *
 * @param name file of the reference
 * @param backend what ran the reference, if it was run
 * @param before what the reference scores
 * @param after what the model scores
 * @param drop of the mAP, with its interval
 * @param curveBefore precision, recall and F1 of the reference by confidence
 * @param curveAfter those of the model
 * @param byImage paired differences
 */
record ReferenceComparison(
        String name,
        Optional<String> backend,
        EvaluationResult before,
        EvaluationResult after,
        MapDrop drop,
        ConfidenceCurve curveBefore,
        ConfidenceCurve curveAfter,
        ImageDifferences byImage) {

    private static final int NAMED = 10;

    static ReferenceComparison of(
            String name,
            Optional<String> backend,
            CocoAnnotations truth,
            CocoDetections reference,
            CocoDetections found) {
        return new ReferenceComparison(
                name,
                backend,
                CocoEvaluation.evaluate(truth, reference),
                CocoEvaluation.evaluate(truth, found),
                MapDrop.of(truth, reference, List.of(found)).get(0),
                ConfidenceCurve.of(truth, reference),
                ConfidenceCurve.of(truth, found),
                ImageDifferences.of(truth, reference, found));
    }

    void printTo(Console console) {
        console.print("");
        Table table = new Table().row("", "reference", "model", "change", "95 % interval");
        row(table, "AP  IoU .50:.95", before.map(), after.map(), interval(-drop.drop(), drop.margin()));
        row(table, "AP  IoU .50", before.map50(), after.map50(), "");
        curveBefore
                .best()
                .ifPresent(old -> curveAfter.best().ifPresent(best -> {
                    row(table, "best confidence", old.confidence(), best.confidence(), "");
                    row(table, "F1 at that", old.f1(), best.f1(), "");
                }));
        double old =
                mean(byImage.images().stream().map(ImageDifference::reference).toList());
        row(table, "F1 by image", old, old + byImage.mean(), interval(byImage.mean(), byImage.margin()));
        table.printTo(console);
        console.print(verdict("mAP", -drop.drop(), drop.margin(), drop.isBeyondChance()));
        console.print(verdict("F1 by image", byImage.mean(), byImage.margin(), byImage.isBeyondChance()));
        console.print("Of " + byImage.images().size() + " images " + byImage.better() + " are better, "
                + byImage.worse() + " worse, " + byImage.equal() + " the same.");
    }

    private static void row(Table table, String what, double old, double now, String interval) {
        table.row(what, number(old), number(now), signed(now - old), interval);
    }

    /** Whether a change can be told from noise, in one sentence. */
    static String verdict(String what, double change, double margin, boolean beyondChance) {
        if (change == 0) {
            return "There is no change of " + what + ".";
        }
        String moved = (change < 0 ? "drop" : "rise") + " of " + what + ", " + number(Math.abs(change)) + ",";
        if (Double.isNaN(margin)) {
            return "The " + moved + " cannot be told from noise: one image has no interval.";
        }
        return beyondChance
                ? "The " + moved + " is more than noise: its 95 % interval does not hold 0."
                : "The " + moved + " cannot be told from noise: its 95 % interval holds 0.";
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("file", name);
        backend.ifPresent(library -> document.put("backend", library));
        document.put("map", before.map());
        document.put("map50", before.map50());
        document.put("mapDrop", drop.drop());
        document.put("mapDropMargin", JsonNumber.finite(drop.margin()));
        document.put("mapDropBeyondChance", drop.isBeyondChance());
        document.put("bestConfidence", EvaluationReport.json(curveBefore.best()));
        document.put("bestConfidenceShift", shift());
        document.put("f1Curve", EvaluationReport.json(curveBefore));
        Map<String, @Nullable Object> images = new LinkedHashMap<>();
        images.put("meanF1Change", byImage.mean());
        images.put("margin", JsonNumber.finite(byImage.margin()));
        images.put("beyondChance", byImage.isBeyondChance());
        images.put("better", byImage.better());
        images.put("worse", byImage.worse());
        images.put("same", byImage.equal());
        images.put(
                "mostChanged",
                byImage.images().stream()
                        .filter(one -> one.change() != 0)
                        .limit(NAMED)
                        .map(ReferenceComparison::json)
                        .toList());
        document.put("byImage", images);
        return document;
    }

    private static Map<String, Object> json(ImageDifference one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("image", one.image().fileName());
        entry.put("reference", one.reference());
        entry.put("model", one.other());
        return entry;
    }

    private @Nullable Double shift() {
        return curveBefore
                .best()
                .flatMap(old -> curveAfter.best().map(best -> best.confidence() - old.confidence()))
                .orElse(null);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static String interval(double change, double margin) {
        return Double.isNaN(margin) ? "none" : signed(change - margin) + " to " + signed(change + margin);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
