package dev.octet.runner.pipeline;

import dev.octet.runner.detect.InputSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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
     * @param pictures the size of each by its place, upright, px; places may be missing
     * @param side of the images that the model was trained for, px
     * @param stride px of the coarsest cells
     */
    static List<Batch> of(SortedMap<Integer, InputSize> pictures, int side, int stride) {
        List<Map.Entry<Integer, InputSize>> sorted = pictures.entrySet().stream()
                .sorted(Comparator.comparingDouble(picture -> quotient(picture.getValue())))
                .toList();
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            List<Map.Entry<Integer, InputSize>> batch = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
            double lowest = quotient(batch.get(0).getValue());
            double highest = quotient(batch.get(batch.size() - 1).getValue());
            double height = highest < 1 ? highest : 1;
            double width = lowest > 1 ? 1 / lowest : 1;
            batches.add(new Batch(
                    new InputSize(px(width, side, stride), px(height, side, stride)),
                    batch.stream().map(Map.Entry::getKey).toList()));
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
