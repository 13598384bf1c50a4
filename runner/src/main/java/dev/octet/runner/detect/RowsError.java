package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * What detection loses between two networks' rows: the squared error of all scores, relative to their squares, and one minus
 * the overlap of the boxes, weighted with the best score of each row. Rows without an object weigh nothing, so boxes of the
 * background do not count, whatever they are.
 */
final class RowsError implements OutputError {

    /** Rows that cannot score more in either network do not count. */
    private static final float UNLIKELY = 0.001f;

    /** Boxes count from this score on. */
    private static final double LIKELY = 0.01;

    /** What an image without objects weighs, in certain objects: its errors are small however large they are relative to it. */
    private static final double FLOOR = 1;

    /** The error of rows that are none. */
    private static final double BROKEN = 1e6;

    private final RowLayout layout;

    RowsError(RowLayout layout) {
        this.layout = layout;
    }

    RowLayout layout() {
        return layout;
    }

    @Override
    public List<String> tensors() {
        return layout.tensors();
    }

    @Override
    public double between(Map<String, FloatBuffer> reference, Map<String, FloatBuffer> quantized) {
        BoxRows expected = layout.rows(reference);
        BoxRows seen = layout.rows(quantized);
        if (expected.count() != seen.count()) {
            return BROKEN;
        }
        Sums sums = new Sums(expected, seen);
        for (int row = 0; row < expected.count(); row++) {
            float ceiling = seen.ceiling(row);
            if (Float.isNaN(ceiling)) {
                return BROKEN;
            }
            if (expected.ceiling(row) > UNLIKELY || ceiling > UNLIKELY) {
                sums.add(row);
            }
        }
        return sums.total();
    }

    private final class Sums {
        private final BoxRows expected;
        private final BoxRows seen;
        private final float[] expectedScores = new float[layout.classes()];
        private final float[] seenScores = new float[layout.classes()];
        private final double[] expectedEdges = new double[4];
        private final double[] seenEdges = new double[4];
        private double scoreError;
        private double scoreEnergy = FLOOR;
        private double boxError;
        private double boxWeight = FLOOR;

        Sums(BoxRows expected, BoxRows seen) {
            this.expected = expected;
            this.seen = seen;
        }

        void add(int row) {
            expected.scores(row, expectedScores);
            seen.scores(row, seenScores);
            double best = 0;
            for (int c = 0; c < expectedScores.length; c++) {
                double score = expectedScores[c];
                double difference = seenScores[c] - score;
                scoreError += difference * difference;
                scoreEnergy += score * score;
                best = Math.max(best, score);
            }
            if (best > LIKELY) {
                expected.edges(row, expectedEdges);
                seen.edges(row, seenEdges);
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
