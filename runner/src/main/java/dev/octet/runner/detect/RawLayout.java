package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Activations;
import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raw heads of YOLOv5 and YOLOv7, one tensor a scale. With {@code s = sigmoid(logit)}: centre {@code (2 s - 0.5 + cell) *
 * stride}, size {@code (2 s)^2 * anchor}, score {@code s_objectness * s_class}, objectness alone for a single class. Rows are
 * in the order of the decoded grid. Computed in double, scores rounded to float.
 *
 * @param levels the scales, by rising stride
 * @param classes how many
 */
record RawLayout(List<RawLevel> levels, int classes) implements RowLayout {

    private static final int OBJECTNESS = 4;

    RawLayout {
        levels = List.copyOf(levels);
    }

    /** Those of all scales. */
    Anchors anchors() {
        return new Anchors("of the head", levels.stream().map(RawLevel::anchors).toList());
    }

    @Override
    public List<String> tensors() {
        return levels.stream().map(RawLevel::tensor).toList();
    }

    @Override
    public BoxRows rows(Map<String, FloatBuffer> tensors) {
        return new Rows(tensors);
    }

    @Override
    public RowTensors rows(Map<String, Tensor> tensors, TensorScope step) {
        Layout layout = Layout.in(step);
        List<Tensor> boxes = new ArrayList<>();
        List<Tensor> scores = new ArrayList<>();
        for (RawLevel level : levels) {
            long width = classes + (long) GridLayout.BOX_AND_OBJECTNESS;
            Tensor logits = layout.reshaped(RowLayout.required(tensors, level.tensor()), -1, width);
            Tensor shares = Activations.in(step).sigmoid(logits);
            boxes.add(level.boxes(layout.slice(shares, 1, 0, 4, 1), step));
            Tensor objectness = layout.slice(shares, 1, OBJECTNESS, GridLayout.BOX_AND_OBJECTNESS, 1);
            scores.add(
                    classes == 1
                            ? objectness
                            : Arithmetic.in(step)
                                    .multiply(
                                            objectness,
                                            layout.slice(shares, 1, GridLayout.BOX_AND_OBJECTNESS, width, 1)));
        }
        return new RowTensors(layout.joined(boxes, 0), layout.joined(scores, 0));
    }

    private final class Rows implements BoxRows {
        private final int width = classes + GridLayout.BOX_AND_OBJECTNESS;
        private final List<FloatBuffer> values = new ArrayList<>();
        private final int count;
        private int level;
        private int first;

        Rows(Map<String, FloatBuffer> tensors) {
            levels.forEach(one -> values.add(RowLayout.require(tensors, one.tensor())));
            this.count = levels.stream().mapToInt(RawLevel::boxes).sum();
        }

        @Override
        public int count() {
            return count;
        }

        /** Goes to the level that holds the row; rows are mostly asked for in order. */
        private int offset(int row) {
            if (row < first) {
                level = 0;
                first = 0;
            }
            while (row >= first + levels.get(level).boxes()) {
                first += levels.get(level++).boxes();
            }
            return (row - first) * width;
        }

        private float probability(int offset) {
            return BoxRows.sigmoid(values.get(level).get(offset));
        }

        @Override
        public float ceiling(int row) {
            return probability(offset(row) + OBJECTNESS);
        }

        @Override
        public void scores(int row, float[] scores) {
            int offset = offset(row);
            float objectness = probability(offset + OBJECTNESS);
            for (int c = 0; c < scores.length; c++) {
                scores[c] = classes == 1
                        ? objectness
                        : objectness * probability(offset + GridLayout.BOX_AND_OBJECTNESS + c);
            }
        }

        @Override
        public void edges(int row, double[] edges) {
            int offset = offset(row);
            RawLevel scale = levels.get(level);
            int inLevel = row - first;
            int column = inLevel % scale.columns();
            int line = inLevel / scale.columns() % scale.rows();
            int anchor = inLevel / (scale.columns() * scale.rows());
            double w = 2 * probability(offset + 2);
            double h = 2 * probability(offset + 3);
            BoxRows.fromCentre(
                    (2 * probability(offset) - 0.5 + column) * scale.stride(),
                    (2 * probability(offset + 1) - 0.5 + line) * scale.stride(),
                    w * w * scale.anchors().get(2 * anchor),
                    h * h * scale.anchors().get(2 * anchor + 1),
                    edges);
        }
    }
}
