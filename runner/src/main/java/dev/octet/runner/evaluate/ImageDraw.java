package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Images drawn with replacement: an image that is drawn twice is two images.
 *
 * @param truth the annotations of the drawn images
 * @param copies the ids that an image of the original has among them
 */
record ImageDraw(CocoAnnotations truth, Map<Long, List<Long>> copies) {

    /**
     * As many images as there are.
     *
     * @param together so many images that stand side by side are drawn as one
     */
    static ImageDraw of(CocoAnnotations original, int together, SplittableRandom random) {
        List<CocoImage> images = new ArrayList<>();
        Map<Long, List<Long>> copies = new HashMap<>();
        int count = original.images().size() / together;
        for (int draw = 0; draw < count; draw++) {
            int first = together * random.nextInt(count);
            for (CocoImage drawn : original.images().subList(first, first + together)) {
                long id = images.size();
                images.add(new CocoImage(id, drawn.fileName()));
                copies.computeIfAbsent(drawn.id(), one -> new ArrayList<>()).add(id);
            }
        }
        List<Annotation> annotations = new ArrayList<>();
        for (Annotation one : original.annotations()) {
            for (long image : copies.getOrDefault(one.imageId(), List.of())) {
                annotations.add(one.copy(annotations.size() + 1L, image));
            }
        }
        return new ImageDraw(new CocoAnnotations(original.name(), images, original.categories(), annotations), copies);
    }

    /** The detections in the drawn images. */
    CocoDetections of(CocoDetections detections) {
        CocoDetections drawn = new CocoDetections();
        for (int i = 0; i < detections.size(); i++) {
            for (long image : copies.getOrDefault(detections.imageId(i), List.of())) {
                drawn.addFrom(detections, i, image);
            }
        }
        return drawn;
    }
}
