package dev.octet.runner.evaluate;

/**
 * What one category adds: precision at 101 recalls by IoU threshold and area range, and recall. -1 where no object of
 * the category lies in the area range.
 */
final class CategoryScores {

    private final double[] precision =
            new double[CocoParameters.AREAS * CocoParameters.THRESHOLDS * CocoParameters.RECALLS];
    private final double[] recall = new double[CocoParameters.AREAS * CocoParameters.THRESHOLDS];
    private final double[][] recallAtFewer = new double[2][CocoParameters.THRESHOLDS];

    CategoryScores() {
        java.util.Arrays.fill(precision, -1);
        java.util.Arrays.fill(recall, -1);
        java.util.Arrays.fill(recallAtFewer[0], -1);
        java.util.Arrays.fill(recallAtFewer[1], -1);
    }

    void precision(int area, int threshold, int recallIndex, double value) {
        precision[offset(area, threshold) + recallIndex] = value;
    }

    double precision(int area, int threshold, int recallIndex) {
        return precision[offset(area, threshold) + recallIndex];
    }

    private static int offset(int area, int threshold) {
        return (area * CocoParameters.THRESHOLDS + threshold) * CocoParameters.RECALLS;
    }

    void recall(int area, int threshold, double value) {
        recall[area * CocoParameters.THRESHOLDS + threshold] = value;
    }

    double recall(int area, int threshold) {
        return recall[area * CocoParameters.THRESHOLDS + threshold];
    }

    /** Recall over all areas with at most 1 (index 0) or 10 (index 1) detections an image. */
    void recallAtFewer(int limit, int threshold, double value) {
        recallAtFewer[limit][threshold] = value;
    }

    double recallAtFewer(int limit, int threshold) {
        return recallAtFewer[limit][threshold];
    }
}
