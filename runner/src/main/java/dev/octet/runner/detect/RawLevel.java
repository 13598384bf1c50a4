package dev.octet.runner.detect;

import java.util.List;

/**
 * One scale of raw heads: {@code [1, anchors, rows, columns, 5 + classes]}, logits.
 *
 * @param tensor its name
 * @param stride px of a cell
 * @param columns cells across
 * @param rows cells down
 * @param anchors width and height of each anchor in turn, px
 */
record RawLevel(String tensor, int stride, int columns, int rows, List<Double> anchors) {

    RawLevel {
        anchors = List.copyOf(anchors);
    }

    int boxes() {
        return anchors.size() / 2 * columns * rows;
    }
}
