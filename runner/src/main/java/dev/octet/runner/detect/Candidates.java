package dev.octet.runner.detect;

import java.util.Arrays;

/** Boxes that may become detections, in columns that are used again for the next image. */
public final class Candidates {

    private double[] boxes = new double[4 * 1024];
    private double[] scores = new double[1024];
    private int[] classes = new int[1024];
    private int size;

    /** No candidates yet. */
    public Candidates() {}

    /** Forgets all candidates, for the next image. */
    public void reset() {
        size = 0;
    }

    /** Adds one: box as edges in px of the model's input. */
    void add(double x0, double y0, double x1, double y1, double score, int classIndex) {
        if (size == scores.length) {
            boxes = Arrays.copyOf(boxes, 8 * size);
            scores = Arrays.copyOf(scores, 2 * size);
            classes = Arrays.copyOf(classes, 2 * size);
        }
        boxes[4 * size] = x0;
        boxes[4 * size + 1] = y0;
        boxes[4 * size + 2] = x1;
        boxes[4 * size + 3] = y1;
        scores[size] = score;
        classes[size++] = classIndex;
    }

    int size() {
        return size;
    }

    double edge(int index, int which) {
        return boxes[4 * index + which];
    }

    double score(int index) {
        return scores[index];
    }

    int classIndex(int index) {
        return classes[index];
    }
}
