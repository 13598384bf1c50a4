package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;

/**
 * The grid output of YOLOv7 and YOLOv5: {@code [1, N, 5 + classes]}, centre and size in px of the input, objectness and
 * class probabilities; three anchors per cell of strides 8, 16, 32 (and 64).
 */
final class YoloGridHead implements DetectionHead {

    static final String NAME = "yolo";

    private final String output;
    private final int classes;
    private final GridRows rows;

    YoloGridHead(String output, int rows, int classes) {
        this.output = output;
        this.classes = classes;
        this.rows = new GridRows(rows, classes);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String preprocess() {
        return "yolo";
    }

    @Override
    public DetectionSettings evaluationSettings() {
        return new DetectionSettings(0.001, 0.65, 30_000, 300, true);
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
        rows.decode(values, confidence, candidates, YoloGridHead::edges);
    }

    private static void edges(int anchor, float[] row, double[] edges) {
        GridRows.fromCentre(row[0], row[1], row[2], row[3], edges);
    }

    @Override
    public OutputError outputError() {
        return rows.error(output, YoloGridHead::edges);
    }
}
