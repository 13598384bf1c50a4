package dev.octet.runner.pipeline;

import dev.octet.runner.detect.InputSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The canvas of each batch as the official YOLOv7 test script chooses it (utils/datasets.py, LoadImagesAndLabels with
 * {@code rect} and {@code pad=0.5}): pictures are sorted by height over width and taken {@value #BATCH} at a time; with
 * {@code a} the lowest and {@code b} the highest quotient of a batch, its shape is {@code (b, 1)} when {@code b < 1},
 * {@code (1, 1 / a)} when {@code a > 1}, else {@code (1, 1)}, and its canvas {@code ceil(shape * side / stride + 0.5) *
 * stride}, height and width.
 */
final class BatchRectangles {

    static final int BATCH = 32;
    private static final double PAD = 0.5;

    private BatchRectangles() {}

    /**
     * Images that are seen on one canvas.
     *
     * @param canvas its size
     * @param places of the images among all, in the order of the batch
     */
    record Batch(InputSize canvas, List<Integer> places) {

        Batch {
            places = List.copyOf(places);
        }
    }

    /**
     * The batches of these pictures.
     *
     * @param pictures their sizes, upright, px
     * @param side of the images that the model was trained for, px
     * @param stride px of the coarsest cells
     */
    static List<Batch> of(List<InputSize> pictures, int side, int stride) {
        List<Integer> sorted = IntStream.range(0, pictures.size())
                .boxed()
                .sorted(Comparator.comparingDouble(place -> quotient(pictures.get(place))))
                .toList();
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            List<Integer> places = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
            double lowest = quotient(pictures.get(places.get(0)));
            double highest = quotient(pictures.get(places.get(places.size() - 1)));
            double height = highest < 1 ? highest : 1;
            double width = lowest > 1 ? 1 / lowest : 1;
            batches.add(new Batch(new InputSize(px(width, side, stride), px(height, side, stride)), places));
        }
        return batches;
    }

    private static double quotient(InputSize picture) {
        return (double) picture.height() / picture.width();
    }

    private static int px(double share, int side, int stride) {
        return (int) Math.ceil(share * side / stride + PAD) * stride;
    }
}
