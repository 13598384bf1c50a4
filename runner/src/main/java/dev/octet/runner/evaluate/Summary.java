package dev.octet.runner.evaluate;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** The twelve numbers (pycocotools' {@code COCOeval.summarize}): means over everything that has a value. */
final class Summary {

    static final int ALL_THRESHOLDS = -1;
    private static final int IOU_50 = 0;
    private static final int IOU_75 = 5;

    private Summary() {}

    static List<Double> stats(List<CategoryScores> categories) {
        return List.of(
                precision(categories, 0, ALL_THRESHOLDS),
                precision(categories, 0, IOU_50),
                precision(categories, 0, IOU_75),
                precision(categories, 1, ALL_THRESHOLDS),
                precision(categories, 2, ALL_THRESHOLDS),
                precision(categories, 3, ALL_THRESHOLDS),
                recall(categories, (scores, t) -> scores.recallAtFewer(0, t)),
                recall(categories, (scores, t) -> scores.recallAtFewer(1, t)),
                recall(categories, (scores, t) -> scores.recall(0, t)),
                recall(categories, (scores, t) -> scores.recall(1, t)),
                recall(categories, (scores, t) -> scores.recall(2, t)),
                recall(categories, (scores, t) -> scores.recall(3, t)));
    }

    static double precision(List<CategoryScores> categories, int area, int threshold) {
        Mean mean = new Mean();
        int from = threshold == ALL_THRESHOLDS ? 0 : threshold;
        int to = threshold == ALL_THRESHOLDS ? CocoParameters.THRESHOLDS : threshold + 1;
        for (int t = from; t < to; t++) {
            for (int r = 0; r < CocoParameters.RECALLS; r++) {
                for (CategoryScores scores : categories) {
                    mean.add(scores.precision(area, t, r));
                }
            }
        }
        return mean.value();
    }

    private static double recall(List<CategoryScores> categories, ToDoubleBiFunction<CategoryScores, Integer> recall) {
        Mean mean = new Mean();
        for (int t = 0; t < CocoParameters.THRESHOLDS; t++) {
            for (CategoryScores scores : categories) {
                mean.add(recall.applyAsDouble(scores, t));
            }
        }
        return mean.value();
    }

    /** The mean of the values above -1, by Kahan's compensated sum; -1 when there are none. */
    private static final class Mean {
        private double sum;
        private double lost;
        private long count;

        void add(double value) {
            if (value > -1) {
                double corrected = value - lost;
                double next = sum + corrected;
                lost = next - sum - corrected;
                sum = next;
                count++;
            }
        }

        double value() {
            return count == 0 ? -1 : sum / count;
        }
    }
}
