package dev.octet.runner.evaluate;

import java.util.Arrays;

/**
 * The objects and detections of one category, by image: those of image {@code i} are at
 * {@code start[i] .. start[i + 1]}. Detections of an image are ordered by falling score, equal scores as they were
 * given, and are at most {@value CocoParameters#MAX_DETECTIONS}.
 */
final class CategoryData {

    final int[] truthStart;
    final Annotation[] truths;
    final int[] detectionStart;
    final int[] detections;

    CategoryData(int[] truthStart, Annotation[] truths, int[] detectionStart, int[] detections) {
        this.truthStart = truthStart;
        this.truths = truths;
        this.detectionStart = detectionStart;
        this.detections = detections;
    }

    /**
     * Sorts and cuts the detections of each image.
     *
     * @param byImage detections, those of image {@code i} at {@code start[i] .. start[i + 1]}, as they were given
     */
    static CategoryData of(int[] truthStart, Annotation[] truths, int[] start, int[] byImage, double[] scores) {
        int images = start.length - 1;
        int[] cutStart = new int[images + 1];
        int[] cut = new int[byImage.length];
        int size = 0;
        int[] scratch = new int[byImage.length];
        for (int image = 0; image < images; image++) {
            ScoreOrder.sort(byImage, start[image], start[image + 1], scores, scratch);
            int kept = Math.min(CocoParameters.MAX_DETECTIONS, start[image + 1] - start[image]);
            System.arraycopy(byImage, start[image], cut, size, kept);
            size += kept;
            cutStart[image + 1] = size;
        }
        return new CategoryData(truthStart, truths, cutStart, Arrays.copyOf(cut, size));
    }
}
