package dev.octet.runner.evaluate;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * COCO mean average precision of boxes, equal to pycocotools 2.0 ({@code COCOeval} with {@code iouType='bbox'}) up to the
 * rounding of sums. Categories are evaluated in parallel.
 */
public final class CocoEvaluation {

    private final CocoAnnotations annotations;
    private final CocoDetections detections;
    private final List<CocoCategory> categories;
    private final Map<Long, Integer> imageIndex = new HashMap<>();
    private final Map<Long, Integer> categoryIndex = new HashMap<>();

    private CocoEvaluation(CocoAnnotations annotations, CocoDetections detections) {
        this.annotations = annotations;
        this.detections = detections;
        this.categories = annotations.categories();
        annotations.images().stream().map(CocoImage::id).sorted().forEach(id -> imageIndex.put(id, imageIndex.size()));
        categories.forEach(category -> categoryIndex.put(category.id(), categoryIndex.size()));
    }

    /**
     * Scores detections against annotations. Images without detections count; detections of unknown categories do not.
     *
     * @throws ToolkitException {@code BAD_INPUT} when a detection is for an image that the
     *     annotations do not have
     */
    public static EvaluationResult evaluate(CocoAnnotations annotations, CocoDetections detections) {
        return new CocoEvaluation(annotations, detections).evaluate();
    }

    private EvaluationResult evaluate() {
        double[] scores = new double[detections.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = detections.score(i);
        }
        CategoryData[] data = split(scores);
        List<CategoryScores> evaluated = IntStream.range(0, categories.size())
                .parallel()
                .mapToObj(k -> CategoryEvaluation.evaluate(data[k], detections, scores))
                .toList();
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

    private CategoryData[] split(double[] scores) {
        int images = imageIndex.size();
        int[] truthKeys = truthKeys(images);
        int[] detectionKeys = detectionKeys(images);
        int cells = categories.size() * images;
        int[] truthOffsets = offsets(truthKeys, cells);
        int[] detectionOffsets = offsets(detectionKeys, cells);
        Annotation[] truths = new Annotation[truthOffsets[cells]];
        int[] next = truthOffsets.clone();
        for (int i = 0; i < truthKeys.length; i++) {
            truths[next[truthKeys[i]]++] = annotations.annotations().get(i);
        }
        int[] byCell = new int[detectionOffsets[cells]];
        next = detectionOffsets.clone();
        for (int i = 0; i < detectionKeys.length; i++) {
            if (detectionKeys[i] >= 0) {
                byCell[next[detectionKeys[i]]++] = i;
            }
        }
        return IntStream.range(0, categories.size())
                .parallel()
                .mapToObj(k -> {
                    int[] truthStart = part(truthOffsets, k, images);
                    int[] detectionStart = part(detectionOffsets, k, images);
                    int truthFrom = truthOffsets[k * images];
                    int from = detectionOffsets[k * images];
                    return CategoryData.of(
                            truthStart,
                            Arrays.copyOfRange(truths, truthFrom, truthFrom + truthStart[images]),
                            detectionStart,
                            Arrays.copyOfRange(byCell, from, from + detectionStart[images]),
                            scores);
                })
                .toArray(CategoryData[]::new);
    }

    private static int[] part(int[] offsets, int category, int images) {
        int[] start = Arrays.copyOfRange(offsets, category * images, (category + 1) * images + 1);
        int first = start[0];
        for (int i = 0; i < start.length; i++) {
            start[i] -= first;
        }
        return start;
    }

    private int[] truthKeys(int images) {
        return annotations.annotations().stream()
                .mapToInt(truth -> categoryIndex.getOrDefault(truth.categoryId(), 0) * images
                        + imageIndex.getOrDefault(truth.imageId(), 0))
                .toArray();
    }

    private int[] detectionKeys(int images) {
        int[] keys = new int[detections.size()];
        for (int i = 0; i < keys.length; i++) {
            Integer image = imageIndex.get(detections.imageId(i));
            if (image == null) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "The detections do not belong to " + annotations.name() + ": detection " + i
                                + " is for image id " + detections.imageId(i) + ", which the annotations do not have.",
                        "Give the annotations of the images that the detections were made on.");
            }
            Integer category = categoryIndex.get(detections.categoryId(i));
            keys[i] = category == null ? -1 : category * images + image;
        }
        return keys;
    }

    private static int[] offsets(int[] keys, int cells) {
        int[] offsets = new int[cells + 1];
        for (int key : keys) {
            if (key >= 0) {
                offsets[key + 1]++;
            }
        }
        for (int cell = 0; cell < cells; cell++) {
            offsets[cell + 1] += offsets[cell];
        }
        return offsets;
    }
}
