package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * What both models score on the same annotated images.
 *
 * @param images annotated
 * @param reference the float model
 * @param quantized the INT8 model
 * @param drop mAP of the float model less that of the INT8 model
 * @param margin half the width of the drop's 95 % interval; empty with fewer than two images
 * @param beyondChance whether the interval leaves 0 out
 * @param classes those that have objects, by id
 * @param byImage paired differences of the images' F1
 */
public record Accuracy(
        int images,
        Scores reference,
        Scores quantized,
        double drop,
        Optional<Double> margin,
        boolean beyondChance,
        List<ClassChange> classes,
        ByImage byImage) {

    public Accuracy {
        classes = List.copyOf(classes);
    }

    /**
     * One model.
     *
     * @param map AP at IoU .50:.95, 0 to 1
     * @param map50 AP at IoU .50
     * @param map75 AP at IoU .75
     * @param precision50 precision at IoU .50 at the recalls 0, 0.01, .. 1
     * @param precision the same, mean over IoU .50:.95
     * @param f1 mean F1 over classes at IoU .50 for evenly spaced confidences from 0 to 1
     * @param best the confidence of the highest F1; empty when nothing right was found
     */
    public record Scores(
            double map,
            double map50,
            double map75,
            List<Double> precision50,
            List<Double> precision,
            List<Double> f1,
            Optional<Best> best) {

        public Scores {
            precision50 = List.copyOf(precision50);
            precision = List.copyOf(precision);
            f1 = List.copyOf(f1);
        }
    }

    /**
     * The best threshold.
     *
     * @param confidence 0 to 1
     * @param f1 there
     */
    public record Best(double confidence, double f1) {}

    /**
     * One class.
     *
     * @param name of the class
     * @param before AP at IoU .50:.95 of the float model
     * @param after that of the INT8 model
     */
    public record ClassChange(String name, double before, double after) {}

    /**
     * F1 image by image, each model at its own best confidence.
     *
     * @param mean change; above 0 when INT8 is better
     * @param margin half the width of its 95 % interval; empty with fewer than two images
     * @param beyondChance whether the interval leaves 0 out
     * @param better images on which INT8 is better
     * @param worse images on which it is worse
     * @param equal images on which both score the same
     */
    public record ByImage(
            double mean, Optional<Double> margin, boolean beyondChance, int better, int worse, int equal) {}

    /** How far the best confidence moves; empty when one model has none. */
    public Optional<Double> thresholdShift() {
        return reference
                .best()
                .flatMap(before -> quantized.best().map(after -> after.confidence() - before.confidence()));
    }
}
