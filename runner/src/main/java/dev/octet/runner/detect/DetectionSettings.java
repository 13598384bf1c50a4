package dev.octet.runner.detect;

import java.util.Objects;

/**
 * What becomes a detection.
 *
 * @param confidence candidates score more than this
 * @param iou a candidate that overlaps a better one of its class by more than this is dropped
 * @param maxCandidates the best so many enter NMS
 * @param maxDetections the best so many are returned
 * @param clip whether boxes are cut at the edges of the photo
 * @param labels which classes of a box are candidates
 * @param acrossClasses whether a candidate is dropped for a better one of another class as well
 */
public record DetectionSettings(
        double confidence,
        double iou,
        int maxCandidates,
        int maxDetections,
        boolean clip,
        Labels labels,
        boolean acrossClasses) {

    public DetectionSettings {
        if (!(confidence >= 0) || !(iou > 0 && iou <= 1) || maxCandidates < 1 || maxDetections < 1) {
            throw new IllegalArgumentException("confidence " + confidence + ", iou " + iou + ", maxCandidates "
                    + maxCandidates + ", maxDetections " + maxDetections + " are not usable");
        }
        Objects.requireNonNull(labels, "labels");
    }

    /** Every class of a box on its own, NMS within each class. */
    public DetectionSettings(double confidence, double iou, int maxCandidates, int maxDetections, boolean clip) {
        this(confidence, iou, maxCandidates, maxDetections, clip, Labels.EVERY_CLASS, false);
    }

    /** The same with these classes of a box. */
    public DetectionSettings withLabels(Labels wanted) {
        return new DetectionSettings(confidence, iou, maxCandidates, maxDetections, clip, wanted, acrossClasses);
    }
}
