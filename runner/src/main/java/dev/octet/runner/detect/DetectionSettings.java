package dev.octet.runner.detect;

/**
 * What becomes a detection. Every class of a box whose score exceeds the threshold is a candidate of its own.
 *
 * @param confidence candidates score more than this
 * @param iou a candidate that overlaps a better one of its class by more than this is dropped
 * @param maxCandidates the best so many enter NMS
 * @param maxDetections the best so many are returned
 * @param clip whether boxes are cut at the edges of the photo
 */
public record DetectionSettings(double confidence, double iou, int maxCandidates, int maxDetections, boolean clip) {

    public DetectionSettings {
        if (!(confidence >= 0) || !(iou > 0 && iou <= 1) || maxCandidates < 1 || maxDetections < 1) {
            throw new IllegalArgumentException("confidence " + confidence + ", iou " + iou + ", maxCandidates "
                    + maxCandidates + ", maxDetections " + maxDetections + " are not usable");
        }
    }
}
