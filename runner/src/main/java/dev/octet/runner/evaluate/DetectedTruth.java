package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stands in for annotations where there are none: objects drawn from the float model's own detections. A detection is an
 * object with the probability of its score, and the object's box is off by about as much as detectors and annotators
 * disagree. So the float model scores about as it does on real annotations, and what quantization changes counts for about
 * as much: against its own boxes, taken as exact, the smallest shift of a box would look like a loss. Each image is drawn
 * several times, which takes out most of the luck of a single draw. The same detections give the same objects.
 */
final class DetectedTruth {

    static final int DRAWS = 4;
    private static final long SEED = 20_230_601L;

    /** Standard deviation of an edge's place, relative to the size of the box along it. */
    private static final double JITTER = 0.08;

    private final CocoAnnotations annotations;

    private DetectedTruth(CocoAnnotations annotations) {
        this.annotations = annotations;
    }

    /** Objects drawn from the detections in these images. */
    static DetectedTruth of(List<CocoImage> images, List<CocoCategory> categories, CocoDetections detections) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Annotation> objects = new ArrayList<>();
        double[] boxes = detections.boxes();
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < detections.size(); i++) {
                if (random.nextDouble() < detections.score(i)) {
                    double width = boxes[4 * i + 2];
                    double height = boxes[4 * i + 3];
                    double left = boxes[4 * i] + jitter(random, width);
                    double top = boxes[4 * i + 1] + jitter(random, height);
                    double right = boxes[4 * i] + width + jitter(random, width);
                    double bottom = boxes[4 * i + 1] + height + jitter(random, height);
                    double drawnWidth = Math.max(0, right - left);
                    double drawnHeight = Math.max(0, bottom - top);
                    objects.add(new Annotation(
                            objects.size() + 1L,
                            copy(detections.imageId(i), draw),
                            detections.categoryId(i),
                            left,
                            top,
                            drawnWidth,
                            drawnHeight,
                            drawnWidth * drawnHeight,
                            false));
                }
            }
        }
        List<CocoImage> copies = new ArrayList<>();
        for (CocoImage image : images) {
            for (int draw = 0; draw < DRAWS; draw++) {
                copies.add(new CocoImage(copy(image.id(), draw), image.fileName()));
            }
        }
        return new DetectedTruth(new CocoAnnotations("the float model's detections", copies, categories, objects));
    }

    private static double jitter(SplittableRandom random, double size) {
        return JITTER * size * random.nextGaussian();
    }

    private static long copy(long imageId, int draw) {
        return imageId * DRAWS + draw;
    }

    /** The annotations; copies of one image stand side by side. */
    CocoAnnotations annotations() {
        return annotations;
    }

    /** The detections as they are in every copy of their image. */
    CocoDetections inCopies(CocoDetections detections) {
        CocoDetections copies = new CocoDetections();
        for (int i = 0; i < detections.size(); i++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                copies.addFrom(detections, i, copy(detections.imageId(i), draw));
            }
        }
        return copies;
    }
}
