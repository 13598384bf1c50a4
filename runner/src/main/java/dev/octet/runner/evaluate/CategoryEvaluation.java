package dev.octet.runner.evaluate;

/**
 * Precision and recall of one category over all images (pycocotools' {@code COCOeval.accumulate}).
 */
final class CategoryEvaluation {

    /** {@code numpy.spacing(1)}: keeps 0 / 0 from happening. */
    private static final double SPACING = Math.ulp(1.0);

    private CategoryEvaluation() {}

    static CategoryScores evaluate(CategoryData data, CocoDetections all, double[] scores) {
        int images = data.truthStart.length - 1;
        int count = data.detections.length;
        short[][] matched = new short[CocoParameters.AREAS][count];
        short[][] excused = new short[CocoParameters.AREAS][count];
        int[] present = new int[CocoParameters.AREAS];
        ImageMatcher matcher = new ImageMatcher();
        for (int image = 0; image < images; image++) {
            matcher.match(data, image, all.boxes(), matched, excused, present);
        }
        CategoryScores result = new CategoryScores();
        int[] order = globalOrder(data, scores);
        for (int area = 0; area < CocoParameters.AREAS; area++) {
            if (present[area] > 0) {
                accumulate(order, matched[area], excused[area], present[area], area, result);
            }
        }
        if (present[0] > 0) {
            recallAtFewer(data, matched[0], excused[0], present[0], result);
        }
        return result;
    }

    private static int[] globalOrder(CategoryData data, double[] scores) {
        int count = data.detections.length;
        int[] order = new int[count];
        double[] byPosition = new double[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
            byPosition[i] = scores[data.detections[i]];
        }
        ScoreOrder.sort(order, 0, count, byPosition, new int[count]);
        return order;
    }

    private static void accumulate(
            int[] order, short[] matched, short[] excused, int present, int area, CategoryScores result) {
        int count = order.length;
        double[] precision = new double[count];
        double[] recall = new double[count];
        for (int threshold = 0; threshold < CocoParameters.THRESHOLDS; threshold++) {
            int bit = 1 << threshold;
            int truePositives = 0;
            int falsePositives = 0;
            for (int i = 0; i < count; i++) {
                int at = order[i];
                if ((excused[at] & bit) == 0) {
                    if ((matched[at] & bit) != 0) {
                        truePositives++;
                    } else {
                        falsePositives++;
                    }
                }
                recall[i] = (double) truePositives / present;
                precision[i] = truePositives / (falsePositives + truePositives + SPACING);
            }
            result.recall(area, threshold, count == 0 ? 0 : recall[count - 1]);
            for (int i = count - 1; i > 0; i--) {
                if (precision[i] > precision[i - 1]) {
                    precision[i - 1] = precision[i];
                }
            }
            int at = 0;
            for (int r = 0; r < CocoParameters.RECALLS; r++) {
                while (at < count && recall[at] < CocoParameters.recall(r)) {
                    at++;
                }
                result.precision(area, threshold, r, at < count ? precision[at] : 0);
            }
        }
    }

    private static void recallAtFewer(
            CategoryData data, short[] matched, short[] excused, int present, CategoryScores result) {
        int images = data.detectionStart.length - 1;
        for (int limit = 0; limit < CocoParameters.FEWER_DETECTIONS.length; limit++) {
            int[] truePositives = new int[CocoParameters.THRESHOLDS];
            for (int image = 0; image < images; image++) {
                int from = data.detectionStart[image];
                int to = Math.min(data.detectionStart[image + 1], from + CocoParameters.FEWER_DETECTIONS[limit]);
                for (int at = from; at < to; at++) {
                    int hits = matched[at] & ~excused[at];
                    for (int threshold = 0; threshold < CocoParameters.THRESHOLDS; threshold++) {
                        truePositives[threshold] += hits >> threshold & 1;
                    }
                }
            }
            for (int threshold = 0; threshold < CocoParameters.THRESHOLDS; threshold++) {
                result.recallAtFewer(limit, threshold, (double) truePositives[threshold] / present);
            }
        }
    }
}
