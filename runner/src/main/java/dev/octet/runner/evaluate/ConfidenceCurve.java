package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is found and what of it is right, by the confidence from which on detections count: at IoU 0.50, means over the
 * classes that have objects, as {@code ap_per_class} of the official YOLOv7 code (utils/metrics.py) takes them.
 *
 * <p>For each class, precision and recall at a confidence lie on the line between the two detections whose scores are next
 * to it. Above the highest score precision is 1 and recall 0, below the lowest both are those of all detections; a class
 * without detections has 0 for both. Detections and objects are matched as COCO does, at most 100 detections for each image
 * and class; those that lie in a crowd do not count.
 *
 * @param points by rising confidence: {@value #POINTS} from 0 to 1, evenly spaced; none when no object is annotated
 */
public record ConfidenceCurve(List<Point> points) {

    /** How many confidences there are. */
    public static final int POINTS = 1000;

    private static final int IOU_50 = 0;

    /** Keeps 0 / 0 from happening, as in the official code. */
    private static final double TINY = 1e-16;

    public ConfidenceCurve {
        points = List.copyOf(points);
    }

    /**
     * What detections of at least this confidence are worth.
     *
     * @param confidence 0 to 1
     * @param precision mean over the classes of the share of detections that are right, 0 to 1
     * @param recall mean over the classes of the share of objects that are found, 0 to 1
     * @param f1 mean over the classes of {@code 2 * precision * recall / (precision + recall)}, 0 to 1
     */
    public record Point(double confidence, double precision, double recall, double f1) {}

    /**
     * The curve of these detections.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when a detection is for an image that the
     *     annotations do not have
     */
    public static ConfidenceCurve of(CocoAnnotations truth, CocoDetections detections) {
        CocoMatching matching = CocoMatching.of(truth, detections);
        List<Optional<ClassCurve>> classes = matching.perCategory(matches -> ClassCurve.of(matches, matching.scores()));
        List<ClassCurve> present = classes.stream().flatMap(Optional::stream).toList();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS && !present.isEmpty(); i++) {
            points.add(mean(i, present));
        }
        return new ConfidenceCurve(points);
    }

    private static Point mean(int index, List<ClassCurve> classes) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        for (ClassCurve one : classes) {
            double p = one.precision[index];
            double r = one.recall[index];
            precision += p;
            recall += r;
            f1 += 2 * p * r / (p + r + TINY);
        }
        int count = classes.size();
        return new Point(confidence(index), precision / count, recall / count, f1 / count);
    }

    private static double confidence(int index) {
        return (double) index / (POINTS - 1);
    }

    /** The point of the highest F1, the lowest of several; empty when nothing is found at any confidence. */
    public Optional<Point> best() {
        Optional<Point> highest = points.stream()
                .max(Comparator.comparingDouble(Point::f1)
                        .thenComparing(
                                Comparator.comparingDouble(Point::confidence).reversed()));
        return highest.filter(point -> point.f1() > 0);
    }

    /** Precision and recall of one class at every confidence. */
    private static final class ClassCurve {

        private final double[] precision = new double[POINTS];
        private final double[] recall = new double[POINTS];

        /** Empty when the class has no object. */
        static Optional<ClassCurve> of(CategoryMatches matches, double[] scores) {
            int present = matches.present[CategoryMatches.ANY_SIZE];
            if (present == 0) {
                return Optional.empty();
            }
            ClassCurve curve = new ClassCurve();
            int count = 0;
            int found = 0;
            int[] order = matches.byScore(scores);
            double[] score = new double[order.length];
            double[] precisions = new double[order.length];
            double[] recalls = new double[order.length];
            for (int position : order) {
                if (!matches.isExcused(position, IOU_50)) {
                    found += matches.isMatched(position, IOU_50) ? 1 : 0;
                    score[count] = scores[matches.data.detections[position]];
                    recalls[count] = (double) found / present;
                    precisions[count] = (double) found / ++count;
                }
            }
            if (count > 0) {
                curve.fill(score, precisions, recalls, count);
            }
            return Optional.of(curve);
        }

        /** From the highest confidence down, {@code last} being the lowest detection that still counts. */
        private void fill(double[] score, double[] precisions, double[] recalls, int count) {
            int last = -1;
            for (int i = POINTS - 1; i >= 0; i--) {
                double confidence = confidence(i);
                while (last + 1 < count && score[last + 1] >= confidence) {
                    last++;
                }
                precision[i] = last < 0 ? 1 : between(score, precisions, last, count, confidence);
                recall[i] = last < 0 ? 0 : between(score, recalls, last, count, confidence);
            }
        }

        /** {@code numpy.interp} over falling scores. */
        private static double between(double[] score, double[] values, int last, int count, double confidence) {
            if (last == count - 1) {
                return values[last];
            }
            double share = (score[last] - confidence) / (score[last] - score[last + 1]);
            return values[last] + share * (values[last + 1] - values[last]);
        }
    }
}
