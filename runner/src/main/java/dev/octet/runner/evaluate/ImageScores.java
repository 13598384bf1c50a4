package dev.octet.runner.evaluate;

import java.util.List;

/**
 * F1 of each image alone, mean over IoU .50:.95: {@code 2 * right / (detections + objects)}, where classes are counted
 * together, and detections below a confidence and those in crowds do not count. An image with neither objects nor
 * detections has 1.
 */
final class ImageScores {

    private final double confidence;
    private final double[] values;

    private ImageScores(double confidence, double[] values) {
        this.confidence = confidence;
        this.values = values;
    }

    /** At the confidence that is best for these detections; at 0 when no detection is right at any. */
    static ImageScores atBest(CocoAnnotations truth, CocoDetections detections) {
        double confidence = ConfidenceCurve.of(truth, detections)
                .best()
                .map(ConfidenceCurve.Point::confidence)
                .orElse(0.0);
        return new ImageScores(confidence, of(CocoMatching.of(truth, detections), confidence));
    }

    /** The confidence from which on detections count. */
    double confidence() {
        return confidence;
    }

    /** By image, ordered by id. */
    double[] values() {
        return values;
    }

    private static double[] of(CocoMatching matching, double confidence) {
        int images = matching.images().size();
        List<Counts> classes = matching.perCategory(matches -> {
            Counts counts = new Counts(images);
            counts.add(matches, matching.scores(), confidence);
            return counts;
        });
        double[] values = new double[images];
        for (int image = 0; image < images; image++) {
            for (int threshold = 0; threshold < CocoParameters.THRESHOLDS; threshold++) {
                values[image] += f1(classes, image, threshold);
            }
            values[image] /= CocoParameters.THRESHOLDS;
        }
        return values;
    }

    private static double f1(List<Counts> classes, int image, int threshold) {
        int right = 0;
        int all = 0;
        for (Counts counts : classes) {
            right += counts.right[threshold][image];
            all += counts.counted[threshold][image] + counts.objects[image];
        }
        return all == 0 ? 1 : 2.0 * right / all;
    }

    /** Of one class, by IoU threshold and image. */
    private static final class Counts {

        private final int[][] right;
        private final int[][] counted;
        private final int[] objects;

        Counts(int images) {
            right = new int[CocoParameters.THRESHOLDS][images];
            counted = new int[CocoParameters.THRESHOLDS][images];
            objects = new int[images];
        }

        void add(CategoryMatches matches, double[] scores, double confidence) {
            CategoryData data = matches.data;
            for (int image = 0; image < objects.length; image++) {
                for (int g = data.truthStart[image]; g < data.truthStart[image + 1]; g++) {
                    objects[image] += data.truths[g].crowd() ? 0 : 1;
                }
                for (int at = data.detectionStart[image]; at < data.detectionStart[image + 1]; at++) {
                    if (scores[data.detections[at]] >= confidence) {
                        add(matches, image, at);
                    }
                }
            }
        }

        private void add(CategoryMatches matches, int image, int at) {
            for (int threshold = 0; threshold < CocoParameters.THRESHOLDS; threshold++) {
                if (!matches.isExcused(at, threshold)) {
                    counted[threshold][image]++;
                    right[threshold][image] += matches.isMatched(at, threshold) ? 1 : 0;
                }
            }
        }
    }
}
