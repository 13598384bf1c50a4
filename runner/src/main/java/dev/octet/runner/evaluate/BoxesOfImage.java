package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is annotated in an image and what was found in it. */
public final class BoxesOfImage {

    private final CocoAnnotations truth;
    private final Map<Long, String> names;

    /** The images and classes of these annotations. */
    public BoxesOfImage(CocoAnnotations truth) {
        this.truth = truth;
        this.names = truth.categories().stream().collect(Collectors.toMap(CocoCategory::id, CocoCategory::name));
    }

    /** The objects in an image, in the order of the annotations; regions of crowds are left out. */
    public List<LabelledBox> annotated(CocoImage image) {
        return truth.annotations().stream()
                .filter(one -> one.imageId() == image.id() && !one.crowd())
                .map(one -> new LabelledBox(
                        one.x(), one.y(), one.width(), one.height(), name(one.categoryId()), Optional.empty()))
                .toList();
    }

    /** The detections in an image that score at least this, best first. */
    public List<LabelledBox> found(CocoImage image, CocoDetections detections, double confidence) {
        List<LabelledBox> found = new ArrayList<>();
        double[] boxes = detections.boxes();
        for (int i = 0; i < detections.size(); i++) {
            if (detections.imageId(i) == image.id() && detections.score(i) >= confidence) {
                found.add(new LabelledBox(
                        boxes[4 * i],
                        boxes[4 * i + 1],
                        boxes[4 * i + 2],
                        boxes[4 * i + 3],
                        name(detections.categoryId(i)),
                        Optional.of(detections.score(i))));
            }
        }
        found.sort(Comparator.comparingDouble((LabelledBox one) -> -one.score().orElse(0.0)));
        return found;
    }

    private String name(long category) {
        return names.getOrDefault(category, "class " + category);
    }
}
