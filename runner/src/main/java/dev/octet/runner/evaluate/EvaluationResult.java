package dev.octet.runner.evaluate;

import java.util.List;

/**
 * COCO detection metrics.
 *
 * @param stats the twelve numbers in the order of pycocotools: AP at IoU .50:.95, .50, .75, AP of small, medium, large,
 *     AR with 1, 10, 100 detections an image, AR of small, medium, large; -1 where there is nothing to find
 * @param perClass one entry per category, ordered by id
 * @param images images in the annotations
 * @param detections detections given
 */
public record EvaluationResult(List<Double> stats, List<ClassResult> perClass, int images, int detections) {

    public EvaluationResult {
        stats = List.copyOf(stats);
        perClass = List.copyOf(perClass);
    }

    /** AP averaged over IoU .50:.95. */
    public double map() {
        return stats.get(0);
    }

    /** AP at IoU .50. */
    public double map50() {
        return stats.get(1);
    }

    /**
     * One category's share.
     *
     * @param categoryId its id
     * @param name its name
     * @param ap AP averaged over IoU .50:.95; -1 when no object of it is annotated
     * @param ap50 AP at IoU .50
     */
    public record ClassResult(long categoryId, String name, double ap, double ap50) {}
}
