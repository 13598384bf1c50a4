package dev.octet.runner.tune;

import dev.octet.runner.evaluate.MapDrop;
import java.util.Optional;

/**
 * What is known of the mAP that a point loses. Annotations say it without bias, but a hundred images say it only to a
 * point or so, since one object of a rare class more or less moves the mean over classes. Objects drawn from the float model's own
 * detections say it far more steadily, but on a scale that may be off. Both together say more than each.
 *
 * @param annotated against annotations, where there are any
 * @param detected against objects drawn from the float model's detections
 */
public record DropEvidence(Optional<MapDrop> annotated, MapDrop detected) {

    /** How far the scale of drops against drawn objects may be off: two standard deviations, relative. */
    private static final double SCALE = 0.4;

    /** Where annotations and drawn objects are both there: their mean, weighted by the inverse of their variances. */
    public double drop() {
        if (annotated.isEmpty()) {
            return detected.drop();
        }
        double exact = variance(annotated.get().margin());
        double drawn = variance(margin());
        double sum = exact + drawn;
        return sum > 0
                ? (annotated.get().drop() * drawn + detected.drop() * exact) / sum
                : annotated.get().drop();
    }

    private double margin() {
        return Math.hypot(detected.margin(), SCALE * detected.drop());
    }

    private static double variance(double margin) {
        return Double.isNaN(margin) ? 1 : margin * margin;
    }

    /** What is reported: against annotations where there are any. */
    public MapDrop measured() {
        return annotated.orElse(detected);
    }
}
