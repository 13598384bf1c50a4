package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * How a training went, checkpoint by checkpoint.
 *
 * @param images that are held out of it, which checkpoints are compared on
 * @param points rising by step; the first is the start
 */
public record TrainingCourse(int images, List<Point> points) {

    public TrainingCourse {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points is empty, must hold at least the start");
        }
    }

    /**
     * A checkpoint.
     *
     * @param step how many steps had been made
     * @param trainingLoss mean over the steps since the checkpoint before; none at the start
     * @param heldOutLoss over the images that are held out
     * @param map on them, where they are annotated
     */
    public record Point(int step, Optional<Double> trainingLoss, double heldOutLoss, Optional<Double> map) {}

    /** True when mAP decided. */
    public boolean byMap() {
        return points.get(0).map().isPresent();
    }

    /** The checkpoint whose network was written: the first with the highest mAP or the lowest loss. */
    public Point best() {
        Point best = points.get(0);
        for (Point point : points) {
            boolean better = byMap()
                    ? point.map().orElse(-1.0) > best.map().orElse(-1.0)
                    : point.heldOutLoss() < best.heldOutLoss();
            best = better ? point : best;
        }
        return best;
    }
}
