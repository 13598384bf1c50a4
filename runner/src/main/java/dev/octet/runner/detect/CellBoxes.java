package dev.octet.runner.detect;

/**
 * Boxes of YOLOX before its decode, one for each cell of strides 8, 16, 32 in that order, rows of cells from top to bottom:
 * {@code cx = (x + column) * stride}, {@code w = exp(w) * stride}, likewise for y and h.
 */
final class CellBoxes implements GridLayout.Boxes {

    private static final int[] STRIDES = {8, 16, 32};

    private final int[] column;
    private final int[] line;
    private final int[] stride;

    CellBoxes(InputSize input) {
        int cells = (int) input.cells(STRIDES);
        this.column = new int[cells];
        this.line = new int[cells];
        this.stride = new int[cells];
        int next = 0;
        for (int s : STRIDES) {
            for (int y = 0; y < input.height() / s; y++) {
                for (int x = 0; x < input.width() / s; x++) {
                    column[next] = x;
                    line[next] = y;
                    stride[next++] = s;
                }
            }
        }
    }

    static long cells(InputSize input) {
        return input.cells(STRIDES);
    }

    @Override
    public void edges(int cell, float[] row, double[] edges) {
        double s = stride[cell];
        BoxRows.fromCentre(
                (row[0] + column[cell]) * s,
                (row[1] + line[cell]) * s,
                Math.exp(row[2]) * s,
                Math.exp(row[3]) * s,
                edges);
    }
}
