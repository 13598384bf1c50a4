package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;

/**
 * The raw grid output of YOLOX: {@code [1, N, 5 + classes]}, one box per cell of strides 8, 16, 32 in that order, rows of
 * cells from top to bottom; {@code cx = (x + column) * stride}, {@code w = exp(w) * stride}, likewise for y and h;
 * objectness and class scores are probabilities. Boxes are not clipped, as YOLOX's own evaluation does not.
 */
final class YoloxHead implements DetectionHead {

    static final String NAME = "yolox";

    private static final int[] STRIDES = {8, 16, 32};

    private final String output;
    private final int classes;
    private final GridRows rows;
    private final int[] column;
    private final int[] line;
    private final int[] stride;

    YoloxHead(String output, InputSize input, int classes) {
        this.output = output;
        this.classes = classes;
        int cells = cells(input);
        this.rows = new GridRows(cells, classes);
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

    static int cells(InputSize input) {
        int cells = 0;
        for (int s : STRIDES) {
            cells += (input.width() / s) * (input.height() / s);
        }
        return cells;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String preprocess() {
        return "yolox";
    }

    @Override
    public DetectionSettings evaluationSettings() {
        return new DetectionSettings(0.001, 0.65, 30_000, 300, false);
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public String output() {
        return output;
    }

    @Override
    public void decode(FloatBuffer values, double confidence, Candidates candidates) {
        rows.decode(values, confidence, candidates, this::edges);
    }

    private void edges(int cell, float[] row, double[] edges) {
        double s = stride[cell];
        GridRows.fromCentre(
                (row[0] + column[cell]) * s,
                (row[1] + line[cell]) * s,
                Math.exp(row[2]) * s,
                Math.exp(row[3]) * s,
                edges);
    }

    @Override
    public OutputError outputError() {
        return rows.error(output, this::edges);
    }
}
