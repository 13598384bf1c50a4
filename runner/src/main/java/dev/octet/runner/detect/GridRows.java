package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;

/** Rows of {@code cx, cy, w, h, objectness, class scores}, read one at a time into the same array. */
final class GridRows {

    private final int rows;
    private final int classes;
    private final float[] row;

    GridRows(int rows, int classes) {
        this.rows = rows;
        this.classes = classes;
        this.row = new float[classes + 5];
    }

    /** Turns the first four numbers of a row into edges in px. */
    @FunctionalInterface
    interface Boxes {
        void edges(int rowIndex, float[] row, double[] edges);
    }

    /** Adds a candidate for every class of every row with {@code objectness * class > confidence}. */
    void decode(FloatBuffer values, double confidence, Candidates candidates, Boxes boxes) {
        double[] edges = new double[4];
        for (int r = 0; r < rows; r++) {
            if (!(values.get(r * row.length + 4) > confidence)) {
                continue;
            }
            values.get(r * row.length, row);
            boolean placed = false;
            for (int c = 0; c < classes; c++) {
                double score = row[4] * row[5 + c];
                if (score > confidence) {
                    if (!placed) {
                        boxes.edges(r, row, edges);
                        placed = true;
                    }
                    candidates.add(edges[0], edges[1], edges[2], edges[3], score, c);
                }
            }
        }
    }

    /** The error of a grid with these rows. */
    OutputError error(String output, Boxes boxes) {
        return new GridRowsError(output, rows, classes, boxes);
    }

    static void fromCentre(double cx, double cy, double w, double h, double[] edges) {
        edges[0] = cx - w / 2;
        edges[1] = cy - h / 2;
        edges[2] = cx + w / 2;
        edges[3] = cy + h / 2;
    }
}
