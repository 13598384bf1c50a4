package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Activations;
import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What an NMS node reads: boxes {@code [1, N, 4]} and scores {@code [1, N, classes]} in two tensors.
 *
 * @param boxTensor name of the boxes
 * @param scoreTensor name of the scores
 * @param classes how many
 * @param centred true for centre and size, false for edges; px of the input
 * @param logits true when a sigmoid is still to be taken of the scores
 * @param background a class that is no detection; -1 for none
 */
record BoxesAndScores(
        String boxTensor, String scoreTensor, int classes, boolean centred, boolean logits, int background)
        implements RowLayout {

    @Override
    public List<String> tensors() {
        return List.of(boxTensor, scoreTensor);
    }

    @Override
    public BoxRows rows(Map<String, FloatBuffer> tensors) {
        return new Rows(RowLayout.require(tensors, boxTensor), RowLayout.require(tensors, scoreTensor));
    }

    @Override
    public RowTensors rows(Map<String, Tensor> tensors, TensorScope step) {
        Layout layout = Layout.in(step);
        Tensor given = layout.reshaped(RowLayout.required(tensors, boxTensor), -1, 4);
        Tensor numbers = layout.reshaped(RowLayout.required(tensors, scoreTensor), -1, classes);
        Tensor scores = logits ? Activations.in(step).sigmoid(numbers) : numbers;
        if (background >= 0 && background < classes) {
            float[] counted = new float[classes];
            Arrays.fill(counted, 1);
            counted[background] = 0;
            scores = Arithmetic.in(step).multiply(scores, step.floats(counted, classes));
        }
        return new RowTensors(centred ? given : fromEdges(given, step), scores);
    }

    private static Tensor fromEdges(Tensor edges, TensorScope step) {
        Arithmetic arithmetic = Arithmetic.in(step);
        Layout layout = Layout.in(step);
        Tensor first = layout.slice(edges, 1, 0, 2, 1);
        Tensor second = layout.slice(edges, 1, 2, 4, 1);
        return layout.joined(
                List.of(
                        arithmetic.scaled(arithmetic.add(first, second), 0.5),
                        arithmetic.absolute(arithmetic.subtract(second, first))),
                1);
    }

    private final class Rows implements BoxRows {
        private final FloatBuffer boxes;
        private final FloatBuffer values;
        private final float[] box = new float[4];

        Rows(FloatBuffer boxes, FloatBuffer values) {
            this.boxes = boxes;
            this.values = values;
        }

        @Override
        public int count() {
            return values.limit() / classes;
        }

        @Override
        public float ceiling(int row) {
            float best = values.get(row * classes);
            for (int c = 1; c < classes; c++) {
                best = Math.max(best, values.get(row * classes + c));
            }
            return logits ? BoxRows.sigmoid(best) : best;
        }

        @Override
        public void scores(int row, float[] scores) {
            values.get(row * classes, scores);
            for (int c = 0; c < classes; c++) {
                scores[c] = logits ? BoxRows.sigmoid(scores[c]) : scores[c];
            }
            if (background >= 0 && background < classes) {
                scores[background] = 0;
            }
        }

        @Override
        public void edges(int row, double[] edges) {
            boxes.get(4 * row, box);
            if (centred) {
                BoxRows.fromCentre(box[0], box[1], box[2], box[3], edges);
                return;
            }
            // Either corner may come first, as in TensorRT's plugin.
            edges[0] = Math.min(box[0], box[2]);
            edges[1] = Math.min(box[1], box[3]);
            edges[2] = Math.max(box[0], box[2]);
            edges[3] = Math.max(box[1], box[3]);
        }
    }
}
