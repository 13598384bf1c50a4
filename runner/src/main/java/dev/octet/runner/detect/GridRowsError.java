package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;

/**
 * What detection loses between two grids: the squared error of all scores, relative to their squares, and one minus the
 * overlap of the boxes, weighted with the best score of each row. Rows without an object weigh nothing, so boxes of the
 * background do not count, whatever they are.
 */
final class GridRowsError implements OutputError {

    /** Rows below this in both grids do not count. */
    private static final float UNLIKELY = 0.001f;

    /** Boxes count from this score on. */
    private static final double LIKELY = 0.01;

    /** What an image without objects weighs, in certain objects: its errors are small however large they are relative to it. */
    private static final double FLOOR = 1;

    /** The error of a grid that is not one. */
    private static final double BROKEN = 1e6;

    private final String output;
    private final int rows;
    private final int classes;
    private final GridRows.Boxes boxes;

    GridRowsError(String output, int rows, int classes, GridRows.Boxes boxes) {
        this.output = output;
        this.rows = rows;
        this.classes = classes;
        this.boxes = boxes;
    }

    @Override
    public double between(Map<String, FloatBuffer> reference, Map<String, FloatBuffer> quantized) {
        FloatBuffer expected = Objects.requireNonNull(reference.get(output), output);
        FloatBuffer seen = Objects.requireNonNull(quantized.get(output), output);
        Sums sums = new Sums();
        int width = classes + 5;
        for (int r = 0; r < rows; r++) {
            float seenObjectness = seen.get(r * width + 4);
            if (Float.isNaN(seenObjectness)) {
                return BROKEN;
            }
            if (expected.get(r * width + 4) > UNLIKELY || seenObjectness > UNLIKELY) {
                expected.get(r * width, sums.expected, 0, width);
                seen.get(r * width, sums.seen, 0, width);
                sums.add(r);
            }
        }
        return sums.total();
    }

    private final class Sums {
        private final float[] expected = new float[classes + 5];
        private final float[] seen = new float[classes + 5];
        private final double[] expectedEdges = new double[4];
        private final double[] seenEdges = new double[4];
        private double scoreError;
        private double scoreEnergy = FLOOR;
        private double boxError;
        private double boxWeight = FLOOR;

        void add(int row) {
            double best = 0;
            for (int c = 5; c < expected.length; c++) {
                double score = (double) expected[4] * expected[c];
                double difference = (double) seen[4] * seen[c] - score;
                scoreError += difference * difference;
                scoreEnergy += score * score;
                best = Math.max(best, score);
            }
            if (best > LIKELY) {
                boxes.edges(row, expected, expectedEdges);
                boxes.edges(row, seen, seenEdges);
                boxError += best * (1 - overlap(expectedEdges, seenEdges));
                boxWeight += best;
            }
        }

        double total() {
            double total = scoreError / scoreEnergy + boxError / boxWeight;
            return Double.isFinite(total) ? total : BROKEN;
        }
    }

    private static double overlap(double[] a, double[] b) {
        double width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
        double height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
        double shared = Math.max(0, width) * Math.max(0, height);
        double all = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared;
        return all > 0 ? shared / all : 0;
    }
}
