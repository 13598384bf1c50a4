package dev.octet.runner.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What one set of detections has less mAP than another on the same images, and how far chance alone may move that: both are
 * scored on the same images, so what makes an image easy or hard falls out of the difference.
 *
 * @param map mAP of the detections, 0 to 1
 * @param drop mAP of the reference less that of the detections
 * @param margin half the width of the 95 % confidence interval of the drop; NaN with fewer than two images
 */
public record MapDrop(double map, double drop, double margin) {

    private static final int GROUPS = 20;

    /** The 0.975 quantile of the normal distribution. */
    private static final double NORMAL = 1.959964;

    /**
     * The drops of several sets of detections against one reference. The interval is by the delete-a-group jackknife (Kott,
     * The Delete-a-Group Jackknife, Journal of Official Statistics 17, 2001) over at most {@value #GROUPS} groups of images.
     */
    public static List<MapDrop> of(CocoAnnotations truth, CocoDetections reference, List<CocoDetections> others) {
        double whole = CocoEvaluation.evaluate(truth, reference).map();
        double[] maps = others.stream()
                .mapToDouble(other -> CocoEvaluation.evaluate(truth, other).map())
                .toArray();
        int groups = Math.min(GROUPS, truth.images().size());
        double[][] drops = new double[others.size()][groups];
        for (int group = 0; group < groups && groups > 1; group++) {
            Set<Long> kept = without(truth, group, groups);
            CocoAnnotations part = truth.among(kept);
            double base = CocoEvaluation.evaluate(part, reference.among(kept)).map();
            for (int i = 0; i < drops.length; i++) {
                drops[i][group] = base
                        - CocoEvaluation.evaluate(part, others.get(i).among(kept))
                                .map();
            }
        }
        return IntStream.range(0, maps.length)
                .mapToObj(i -> new MapDrop(maps[i], whole - maps[i], margin(drops[i])))
                .toList();
    }

    private static Set<Long> without(CocoAnnotations truth, int group, int groups) {
        Set<Long> kept = new HashSet<>();
        List<CocoImage> images = truth.images();
        for (int i = 0; i < images.size(); i++) {
            if (i % groups != group) {
                kept.add(images.get(i).id());
            }
        }
        return kept;
    }

    private static double margin(double[] drops) {
        int groups = drops.length;
        if (groups < 2) {
            return Double.NaN;
        }
        double mean = 0;
        for (double drop : drops) {
            mean += drop / groups;
        }
        double squares = 0;
        for (double drop : drops) {
            squares += (drop - mean) * (drop - mean);
        }
        return student(groups - 1) * Math.sqrt(squares * (groups - 1) / groups);
    }

    /** The 0.975 quantile of Student's t (Abramowitz and Stegun, 26.7.5, first term). */
    private static double student(int freedom) {
        return NORMAL + (NORMAL * NORMAL * NORMAL + NORMAL) / (4 * freedom);
    }
}
