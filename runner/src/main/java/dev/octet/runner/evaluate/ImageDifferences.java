package dev.octet.runner.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Two sets of detections on the same images, image by image. Each image is scored by the F1 that its detections reach,
 * mean over IoU .50:.95, classes counted together, each set at the confidence that is best for it (see
 * {@link ConfidenceCurve}): so a model whose scores are all somewhat lower, which a threshold makes good, is not taken
 * for a worse one. An image without objects scores 1 without detections and 0 with any.
 *
 * <p>What makes an image easy or hard falls out of the difference, so that a small change can be told from chance with
 * far fewer images than by two means.
 *
 * @param referenceConfidence from which on the reference's detections count
 * @param otherConfidence from which on the other's detections count
 * @param images by size of the change, the largest first; equal ones by id
 * @param mean change of the score; above 0 when the other is better
 * @param margin half the width of the 95 % confidence interval of the mean, by Student's t for paired differences (Student,
 *     The Probable Error of a Mean, Biometrika 6, 1908); NaN with fewer than two images
 */
public record ImageDifferences(
        double referenceConfidence, double otherConfidence, List<ImageDifference> images, double mean, double margin) {

    public ImageDifferences {
        images = List.copyOf(images);
    }

    /**
     * Scores every image with both.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when a detection is for an image that the
     *     annotations do not have
     */
    public static ImageDifferences of(CocoAnnotations truth, CocoDetections reference, CocoDetections other) {
        ImageScores before = ImageScores.atBest(truth, reference);
        ImageScores after = ImageScores.atBest(truth, other);
        List<CocoImage> ordered = truth.images().stream()
                .sorted(Comparator.comparingLong(CocoImage::id))
                .toList();
        List<ImageDifference> images = IntStream.range(0, ordered.size())
                .mapToObj(i -> new ImageDifference(ordered.get(i), before.values()[i], after.values()[i]))
                .sorted(Comparator.comparingDouble((ImageDifference one) -> -Math.abs(one.change())))
                .toList();
        double mean =
                images.stream().mapToDouble(ImageDifference::change).average().orElseThrow();
        return new ImageDifferences(before.confidence(), after.confidence(), images, mean, margin(images, mean));
    }

    private static double margin(List<ImageDifference> images, double mean) {
        int count = images.size();
        if (count < 2) {
            return Double.NaN;
        }
        double squares = images.stream()
                .mapToDouble(one -> (one.change() - mean) * (one.change() - mean))
                .sum();
        return StudentQuantile.of(count - 1) * Math.sqrt(squares / (count - 1) / count);
    }

    /** Images that the other is better on. */
    public int better() {
        return count(change -> change > 0);
    }

    /** Images that the other is worse on. */
    public int worse() {
        return count(change -> change < 0);
    }

    /** Images that both score the same. */
    public int equal() {
        return count(change -> change == 0);
    }

    private int count(DoublePredicate which) {
        return (int) images.stream()
                .mapToDouble(ImageDifference::change)
                .filter(which)
                .count();
    }

    /** True when chance alone would hardly make such a mean: its interval does not hold 0. */
    public boolean isBeyondChance() {
        return Math.abs(mean) > margin;
    }
}
