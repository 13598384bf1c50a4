package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Precision at the 101 recalls 0, 0.01, .. 1 of COCO evaluation, as pycocotools' {@code COCOeval.accumulate} has it: the
 * best precision at that recall or a higher one, 0 where the recall is not reached. The mean of a list is the average
 * precision.
 *
 * @param precision50 at IoU 0.50, mean over the classes that have objects; empty when there are none
 * @param precision mean over IoU .50:.95 as well
 * @param perClass the same of each class that has objects, ordered by id
 */
public record PrecisionRecallCurve(List<Double> precision50, List<Double> precision, List<ClassCurve> perClass) {

    public PrecisionRecallCurve {
        precision50 = List.copyOf(precision50);
        precision = List.copyOf(precision);
        perClass = List.copyOf(perClass);
    }

    /**
     * One class.
     *
     * @param category what it is
     * @param precision50 by recall, at IoU 0.50
     * @param precision by recall, mean over IoU .50:.95
     */
    public record ClassCurve(CocoCategory category, List<Double> precision50, List<Double> precision) {

        public ClassCurve {
            precision50 = List.copyOf(precision50);
            precision = List.copyOf(precision);
        }
    }

    /**
     * The curves of these detections.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when a detection is for an image that the
     *     annotations do not have
     */
    public static PrecisionRecallCurve of(CocoAnnotations truth, CocoDetections detections) {
        CocoMatching matching = CocoMatching.of(truth, detections);
        List<CategoryScores> scores =
                matching.perCategory(matches -> CategoryEvaluation.evaluate(matches, matching.scores()));
        List<ClassCurve> classes = new ArrayList<>();
        for (int k = 0; k < scores.size(); k++) {
            CategoryScores of = scores.get(k);
            if (of.precision(CategoryMatches.ANY_SIZE, 0, 0) >= 0) {
                classes.add(new ClassCurve(
                        matching.categories().get(k), atRecalls(of, 1), atRecalls(of, CocoParameters.THRESHOLDS)));
            }
        }
        return new PrecisionRecallCurve(
                mean(classes.stream().map(ClassCurve::precision50).toList()),
                mean(classes.stream().map(ClassCurve::precision).toList()),
                classes);
    }

    /** The recalls that the precisions are at. */
    public static List<Double> recalls() {
        return IntStream.range(0, CocoParameters.RECALLS)
                .mapToObj(CocoParameters::recall)
                .toList();
    }

    /** Mean over the first so many IoU thresholds. */
    private static List<Double> atRecalls(CategoryScores scores, int thresholds) {
        List<List<Double>> each = IntStream.range(0, thresholds)
                .mapToObj(t -> IntStream.range(0, CocoParameters.RECALLS)
                        .mapToObj(r -> scores.precision(CategoryMatches.ANY_SIZE, t, r))
                        .toList())
                .toList();
        return mean(each);
    }

    private static List<Double> mean(List<List<Double>> curves) {
        int length = curves.isEmpty() ? 0 : CocoParameters.RECALLS;
        return IntStream.range(0, length)
                .mapToObj(r -> values(curves, r).average().orElseThrow())
                .toList();
    }

    private static DoubleStream values(List<List<Double>> curves, int recall) {
        return curves.stream().mapToDouble(curve -> curve.get(recall));
    }
}
