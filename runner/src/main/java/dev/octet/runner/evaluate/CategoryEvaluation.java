package dev.octet.runner.evaluate;

/**
 * Precision and recall of one category over all images (pycocotools' {@code COCOeval.accumulate}).
 */
final class CategoryEvaluation {

    /** {@code numpy.spacing(1)}: keeps 0 / 0 from happening. */
    private static final double SPACING = Math.ulp(1.0);

    private CategoryEvaluation() {}

    static CategoryScores evaluate(CategoryMatches matches, double[] scores) {
        CategoryScores result = new CategoryScores();
        int[] order = matches.byScore(scores);
        int[] present = matches.present;
        for (int area = 0; area < CocoParameters.AREAS; area++) {
            if (present[area] > 0) {
                accumulate(order, matches.matched[area], matches.excused[area], present[area], area, result);
            }
        }
        if (present[0] > 0) {
            recallAtFewer(matches.data, matches.matched[0], matches.excused[0], present[0], result);
        }
        return result;
    }

    /**
     * Precision and recall change for the better only where an object is found, so those places are all that the curve
     * needs: the first place that reaches a recall is one of them, and so is the best precision behind any place.
     */
    private static void accumulate(
            int[] order, short[] matched, short[] excused, int present, int area, CategoryScores result) {
        double[] precision = new double[order.length];
        for (int threshold = 0; threshold < CocoParameters.THRESHOLDS; threshold++) {
            int found = precisionWhereFound(order, matched, excused, 1 << threshold, precision);
            result.recall(area, threshold, (double) found / present);
            for (int i = found - 1; i > 0; i--) {
                precision[i - 1] = Math.max(precision[i - 1], precision[i]);
            }
            int at = 0;
            for (int r = 0; r < CocoParameters.RECALLS; r++) {
                while (at < found && (double) (at + 1) / present < CocoParameters.recall(r)) {
                    at++;
                }
                result.precision(area, threshold, r, at < found ? precision[at] : 0);
            }
        }
    }

    private static int precisionWhereFound(int[] order, short[] matched, short[] excused, int bit, double[] precision) {
        int found = 0;
        int missed = 0;
        for (int at : order) {
            if ((excused[at] & bit) == 0) {
                if ((matched[at] & bit) != 0) {
                    found++;
                    precision[found - 1] = found / (missed + found + SPACING);
                } else {
                    missed++;
                }
            }
        }
        return found;
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
