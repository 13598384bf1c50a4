package dev.octet.runner.detect;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Rows of {@code 4 numbers for the box, objectness, class probabilities} in one tensor {@code [1, N, 5 + classes]}.
 *
 * @param tensor its name
 * @param classes how many
 * @param objectnessAlone true when the objectness is the score, as YOLOv5 and YOLOv7 have it for a single class; else the
 *     score is objectness times class probability
 * @param boxes how four numbers are a box
 */
record GridLayout(String tensor, int classes, boolean objectnessAlone, Boxes boxes) implements RowLayout {

    static final int BOX_AND_OBJECTNESS = 5;
    private static final int OBJECTNESS = 4;

    /** Turns the first four numbers of a row into edges in px. */
    @FunctionalInterface
    interface Boxes {
        void edges(int rowIndex, float[] row, double[] edges);
    }

    /** Boxes of centre and size in px of the input, scores as YOLOv5 and YOLOv7 have them. */
    static GridLayout yolo(String tensor, int classes) {
        return new GridLayout(tensor, classes, classes == 1, GridLayout::centred);
    }

    static void centred(int rowIndex, float[] row, double[] edges) {
        BoxRows.fromCentre(row[0], row[1], row[2], row[3], edges);
    }

    @Override
    public List<String> tensors() {
        return List.of(tensor);
    }

    @Override
    public BoxRows rows(Map<String, FloatBuffer> tensors) {
        return new Rows(RowLayout.require(tensors, tensor));
    }

    private final class Rows implements BoxRows {
        private final int width = classes + BOX_AND_OBJECTNESS;
        private final float[] box = new float[4];
        private final FloatBuffer values;

        Rows(FloatBuffer values) {
            this.values = values;
        }

        @Override
        public int count() {
            return values.limit() / width;
        }

        @Override
        public float ceiling(int row) {
            return values.get(row * width + OBJECTNESS);
        }

        @Override
        public void scores(int row, float[] scores) {
            float objectness = ceiling(row);
            if (objectnessAlone) {
                scores[0] = objectness;
                return;
            }
            values.get(row * width + BOX_AND_OBJECTNESS, scores);
            for (int c = 0; c < scores.length; c++) {
                scores[c] *= objectness;
            }
        }

        @Override
        public void edges(int row, double[] edges) {
            values.get(row * width, box);
            boxes.edges(row, box, edges);
        }
    }
}
