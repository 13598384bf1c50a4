package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * COCO mean average precision of boxes, equal to pycocotools 2.0 ({@code COCOeval} with {@code iouType='bbox'}) up to the
 * rounding of sums. Categories are evaluated in parallel.
 */
public final class CocoEvaluation {

    private CocoEvaluation() {}

    /**
     * Scores detections against annotations. Images without detections count; detections of unknown categories do not.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when a detection is for an image that the
     *     annotations do not have
     */
    public static EvaluationResult evaluate(CocoAnnotations annotations, CocoDetections detections) {
        CocoMatching matching = CocoMatching.of(annotations, detections);
        List<CocoCategory> categories = matching.categories();
        List<CategoryScores> evaluated =
                matching.perCategory(matches -> CategoryEvaluation.evaluate(matches, matching.scores()));
        List<EvaluationResult.ClassResult> perClass = new ArrayList<>();
        for (int k = 0; k < categories.size(); k++) {
            List<CategoryScores> alone = List.of(evaluated.get(k));
            perClass.add(new EvaluationResult.ClassResult(
                    categories.get(k).id(),
                    categories.get(k).name(),
                    Summary.precision(alone, 0, Summary.ALL_THRESHOLDS),
                    Summary.precision(alone, 0, 0)));
        }
        return new EvaluationResult(
                Summary.stats(evaluated), perClass, annotations.images().size(), detections.size());
    }
}
