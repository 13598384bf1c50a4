package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The output of YOLOv8 and YOLO11: for each box centre and size in px of the input and the class probabilities, no
 * objectness; {@code [1, 4 + classes, N]}, or {@code [1, N, 4 + classes]} of an export that turned it.
 *
 * @param tensor its name
 * @param classes how many
 * @param turned true for {@code [1, N, 4 + classes]}
 */
record ColumnLayout(String tensor, int classes, boolean turned) implements RowLayout {

    static final int BOX = 4;

    @Override
    public List<String> tensors() {
        return List.of(tensor);
    }

    @Override
    public BoxRows rows(Map<String, FloatBuffer> tensors) {
        return new Columns(RowLayout.require(tensors, tensor));
    }

    @Override
    public RowTensors rows(Map<String, Tensor> tensors, TensorScope step) {
        Layout layout = Layout.in(step);
        Tensor given = RowLayout.required(tensors, tensor);
        Tensor rows = turned
                ? layout.reshaped(given, -1, classes + (long) BOX)
                : layout.permuted(layout.reshaped(given, classes + (long) BOX, -1), 1, 0);
        return new RowTensors(layout.slice(rows, 1, 0, BOX, 1), layout.slice(rows, 1, BOX, classes + (long) BOX, 1));
    }

    private final class Columns implements BoxRows {
        private final FloatBuffer values;
        private final int count;
        private final int boxStep;
        private final int numberStep;

        Columns(FloatBuffer values) {
            this.values = values;
            this.count = values.limit() / (classes + BOX);
            this.boxStep = turned ? classes + BOX : 1;
            this.numberStep = turned ? 1 : count;
        }

        private float number(int row, int which) {
            return values.get(row * boxStep + which * numberStep);
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public float ceiling(int row) {
            float best = number(row, BOX);
            for (int c = 1; c < classes; c++) {
                best = Math.max(best, number(row, BOX + c));
            }
            return best;
        }

        @Override
        public void scores(int row, float[] scores) {
            for (int c = 0; c < scores.length; c++) {
                scores[c] = number(row, BOX + c);
            }
        }

        @Override
        public void edges(int row, double[] edges) {
            BoxRows.fromCentre(number(row, 0), number(row, 1), number(row, 2), number(row, 3), edges);
        }
    }
}
