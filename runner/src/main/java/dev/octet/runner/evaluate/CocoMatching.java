package dev.octet.runner.evaluate;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Detections and objects of a set of images, split by category and image, to be matched category by category. */
final class CocoMatching {

    private final CocoAnnotations annotations;
    private final CocoDetections detections;
    private final List<CocoCategory> categories;
    private final List<CocoImage> images;
    private final double[] scores;
    private final Map<Long, Integer> imageIndex = new HashMap<>();
    private final Map<Long, Integer> categoryIndex = new HashMap<>();
    private final CategoryData[] data;

    private CocoMatching(CocoAnnotations annotations, CocoDetections detections) {
        this.annotations = annotations;
        this.detections = detections;
        this.categories = annotations.categories();
        this.images = annotations.images().stream()
                .sorted(Comparator.comparingLong(CocoImage::id))
                .toList();
        images.forEach(image -> imageIndex.put(image.id(), imageIndex.size()));
        categories.forEach(category -> categoryIndex.put(category.id(), categoryIndex.size()));
        this.scores = IntStream.range(0, detections.size())
                .mapToDouble(detections::score)
                .toArray();
        this.data = split();
    }

    /**
     * Splits them. Images without detections stay; detections of unknown categories are left out.
     *
     * @throws ToolkitException {@code BAD_INPUT} when a detection is for an image that the annotations do not have
     */
    static CocoMatching of(CocoAnnotations annotations, CocoDetections detections) {
        return new CocoMatching(annotations, detections);
    }

    /** The categories, ordered by id. */
    List<CocoCategory> categories() {
        return categories;
    }

    /** The images, ordered by id: image {@code i} of a {@link CategoryData} is the i-th. */
    List<CocoImage> images() {
        return images;
    }

    /** The score of each detection, as given. */
    double[] scores() {
        return scores;
    }

    /** Matches every category, in parallel, and takes from each what is asked for; ordered by the category's id. */
    <T> List<T> perCategory(Function<CategoryMatches, T> taken) {
        return Arrays.stream(data)
                .parallel()
                .map(category -> taken.apply(CategoryMatches.of(category, detections)))
                .toList();
    }

    private CategoryData[] split() {
        int count = images.size();
        int[] truthKeys = truthKeys(count);
        int[] detectionKeys = detectionKeys(count);
        int cells = categories.size() * count;
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
                    int[] truthStart = part(truthOffsets, k, count);
                    int[] detectionStart = part(detectionOffsets, k, count);
                    int truthFrom = truthOffsets[k * count];
                    int from = detectionOffsets[k * count];
                    return CategoryData.of(
                            truthStart,
                            Arrays.copyOfRange(truths, truthFrom, truthFrom + truthStart[count]),
                            detectionStart,
                            Arrays.copyOfRange(byCell, from, from + detectionStart[count]),
                            scores);
                })
                .toArray(CategoryData[]::new);
    }

    private static int[] part(int[] offsets, int category, int count) {
        int[] start = Arrays.copyOfRange(offsets, category * count, (category + 1) * count + 1);
        int first = start[0];
        for (int i = 0; i < start.length; i++) {
            start[i] -= first;
        }
        return start;
    }

    private int[] truthKeys(int count) {
        return annotations.annotations().stream()
                .mapToInt(truth -> categoryIndex.getOrDefault(truth.categoryId(), 0) * count
                        + imageIndex.getOrDefault(truth.imageId(), 0))
                .toArray();
    }

    private int[] detectionKeys(int count) {
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
            keys[i] = category == null ? -1 : category * count + image;
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
