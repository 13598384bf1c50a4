package dev.octet.runner.evaluate;

/**
 * Matches the detections of one image and category with its objects, for every IoU threshold and area range. The rules
 * are those of pycocotools' {@code COCOeval.evaluateImg}: detections by falling score take the best object left; an
 * object to be ignored is taken only when no other is good enough; crowds can be taken again and again.
 */
final class ImageMatcher {

    private static final int ALL_THRESHOLDS = (1 << CocoParameters.THRESHOLDS) - 1;

    private double[] overlaps = new double[64];
    private int[] order = new int[16];
    private boolean[] ignored = new boolean[16];
    private int[] taken = new int[16];

    /**
     * Writes, for each detection of the image, one bit per threshold and area: whether it took an object, and whether it
     * does not count.
     *
     * @param data the category
     * @param image which image
     * @param boxes of all detections, four numbers each
     * @param matched by area and detection position in {@code data}, the thresholds' bits
     * @param excused likewise
     * @param present by area, how many objects are to be found; added to
     */
    void match(CategoryData data, int image, double[] boxes, short[][] matched, short[][] excused, int[] present) {
        int firstTruth = data.truthStart[image];
        int truths = data.truthStart[image + 1] - firstTruth;
        int firstDetection = data.detectionStart[image];
        int detections = data.detectionStart[image + 1] - firstDetection;
        if (truths + detections == 0) {
            return;
        }
        ensure(truths, detections);
        overlap(data, firstTruth, truths, firstDetection, detections, boxes);
        for (int area = 0; area < CocoParameters.AREAS; area++) {
            int counted = orderTruths(data, firstTruth, truths, area);
            present[area] += counted;
            if (detections > 0) {
                matchArea(
                        data,
                        firstTruth,
                        truths,
                        firstDetection,
                        detections,
                        area,
                        boxes,
                        matched[area],
                        excused[area]);
            }
        }
    }

    private void ensure(int truths, int detections) {
        if (overlaps.length < truths * detections) {
            overlaps = new double[2 * truths * detections];
        }
        if (order.length < truths) {
            order = new int[2 * truths];
            ignored = new boolean[2 * truths];
            taken = new int[2 * truths];
        }
    }

    /** Intersection over union, of a crowd intersection over the detection's area (pycocotools' {@code bbIou}). */
    private void overlap(
            CategoryData data, int firstTruth, int truths, int firstDetection, int detections, double[] boxes) {
        for (int d = 0; d < detections; d++) {
            int at = 4 * data.detections[firstDetection + d];
            double x = boxes[at];
            double y = boxes[at + 1];
            double width = boxes[at + 2];
            double height = boxes[at + 3];
            double area = width * height;
            for (int g = 0; g < truths; g++) {
                Annotation truth = data.truths[firstTruth + g];
                double w = Math.min(width + x, truth.width() + truth.x()) - Math.max(x, truth.x());
                double h = Math.min(height + y, truth.height() + truth.y()) - Math.max(y, truth.y());
                double overlap = 0;
                if (w > 0 && h > 0) {
                    double intersection = w * h;
                    double union = truth.crowd() ? area : area + truth.width() * truth.height() - intersection;
                    overlap = intersection / union;
                }
                overlaps[d * truths + g] = overlap;
            }
        }
    }

    /** Objects that count first, then those to be ignored, each part as given; returns how many count. */
    private int orderTruths(CategoryData data, int firstTruth, int truths, int area) {
        int counted = 0;
        for (int g = 0; g < truths; g++) {
            Annotation truth = data.truths[firstTruth + g];
            ignored[g] = truth.crowd() || CocoParameters.outside(area, truth.area());
            if (!ignored[g]) {
                order[counted++] = g;
            }
        }
        int next = counted;
        for (int g = 0; g < truths; g++) {
            if (ignored[g]) {
                order[next++] = g;
            }
            taken[g] = 0;
        }
        return counted;
    }

    private void matchArea(
            CategoryData data,
            int firstTruth,
            int truths,
            int firstDetection,
            int detections,
            int area,
            double[] boxes,
            short[] matched,
            short[] excused) {
        for (int d = 0; d < detections; d++) {
            int at = 4 * data.detections[firstDetection + d];
            boolean outside = CocoParameters.outside(area, boxes[at + 2] * boxes[at + 3]);
            int took = 0;
            int free = outside ? ALL_THRESHOLDS : 0;
            int reached = thresholdsUpTo(most(d, truths));
            for (int threshold = 0; threshold < reached; threshold++) {
                int bit = 1 << threshold;
                int best = best(data, firstTruth, truths, d, bit, CocoParameters.iou(threshold));
                if (best >= 0) {
                    taken[best] |= bit;
                    // An object with id 0 reads as "no object" in pycocotools.
                    took |= data.truths[firstTruth + best].id() == 0 ? 0 : bit;
                    boolean counts = !ignored[best] && (!outside || (took & bit) != 0);
                    free = counts ? free & ~bit : free | bit;
                }
            }
            matched[firstDetection + d] = (short) took;
            excused[firstDetection + d] = (short) free;
        }
    }

    private double most(int detection, int truths) {
        double most = 0;
        for (int i = detection * truths; i < (detection + 1) * truths; i++) {
            most = Math.max(most, overlaps[i]);
        }
        return most;
    }

    /** How many thresholds, from the lowest up, this overlap reaches. */
    private static int thresholdsUpTo(double overlap) {
        int reached = 0;
        while (reached < CocoParameters.THRESHOLDS && overlap >= CocoParameters.iou(reached)) {
            reached++;
        }
        return reached;
    }

    private int best(CategoryData data, int firstTruth, int truths, int detection, int bit, double threshold) {
        double least = threshold;
        int best = -1;
        for (int i = 0; i < truths; i++) {
            int g = order[i];
            if ((taken[g] & bit) != 0 && !data.truths[firstTruth + g].crowd()) {
                continue;
            }
            if (best >= 0 && !ignored[best] && ignored[g]) {
                break;
            }
            double overlap = overlaps[detection * truths + g];
            if (overlap >= least) {
                least = overlap;
                best = g;
            }
        }
        return best;
    }
}
