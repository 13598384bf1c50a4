package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

    private static final int RESAMPLES = 50;
    private static final long SEED = 7;

    /** The 0.975 quantile of the normal distribution. */
    private static final double NORMAL = 1.959964;

    /**
     * The drops of several sets of detections against one reference. The interval is by the bootstrap over images (Efron and
     * Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.2): images are drawn with replacement, all sets are
     * scored on the same draw. The same input gives the same interval.
     */
    public static List<MapDrop> of(CocoAnnotations truth, CocoDetections reference, List<CocoDetections> others) {
        return of(truth, 1, reference, others);
    }

    /** Against objects drawn from the reference itself, see {@link DetectedTruth}. */
    public static List<MapDrop> ofDetected(
            List<CocoImage> images,
            List<CocoCategory> categories,
            CocoDetections reference,
            List<CocoDetections> others) {
        DetectedTruth truth = DetectedTruth.of(images, categories, reference);
        return of(
                truth.annotations(),
                DetectedTruth.DRAWS,
                truth.inCopies(reference),
                others.stream().map(truth::inCopies).toList());
    }

    private static List<MapDrop> of(
            CocoAnnotations truth, int together, CocoDetections reference, List<CocoDetections> others) {
        double whole = CocoEvaluation.evaluate(truth, reference).map();
        double[] maps = others.stream()
                .mapToDouble(other -> CocoEvaluation.evaluate(truth, other).map())
                .toArray();
        int images = truth.images().size() / together;
        double[][] drops = new double[others.size()][images < 2 ? 0 : RESAMPLES];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int draw = 0; draw < RESAMPLES && images > 1; draw++) {
            ImageDraw drawn = ImageDraw.of(truth, together, random);
            double base =
                    CocoEvaluation.evaluate(drawn.truth(), drawn.of(reference)).map();
            for (int i = 0; i < drops.length; i++) {
                drops[i][draw] = base
                        - CocoEvaluation.evaluate(drawn.truth(), drawn.of(others.get(i)))
                                .map();
            }
        }
        List<MapDrop> found = new ArrayList<>();
        IntStream.range(0, maps.length)
                .forEach(i -> found.add(new MapDrop(maps[i], whole - maps[i], NORMAL * deviation(drops[i]))));
        return found;
    }

    /** True when chance alone would hardly make such a drop, or rise: its interval does not hold 0. */
    public boolean isBeyondChance() {
        return Math.abs(drop) > margin;
    }

    /** The standard deviation; NaN of nothing. */
    private static double deviation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }
}
