package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
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

        /** Turns the first four numbers of all rows, {@code [N, 4]}, into centre and size in px, with gradients. */
        default Tensor centred(Tensor boxes, TensorScope step) {
            return boxes;
        }
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

    @Override
    public RowTensors rows(Map<String, Tensor> tensors, TensorScope step) {
        Layout layout = Layout.in(step);
        Tensor rows = layout.reshaped(RowLayout.required(tensors, tensor), -1, classes + (long) BOX_AND_OBJECTNESS);
        Tensor objectness = layout.slice(rows, 1, OBJECTNESS, BOX_AND_OBJECTNESS, 1);
        Tensor scores = objectnessAlone
                ? objectness
                : Arithmetic.in(step)
                        .multiply(
                                objectness,
                                layout.slice(rows, 1, BOX_AND_OBJECTNESS, classes + (long) BOX_AND_OBJECTNESS, 1));
        return new RowTensors(boxes.centred(layout.slice(rows, 1, 0, 4, 1), step), scores);
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
