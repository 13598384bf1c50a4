package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
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

    /** Centre and size in px, with gradients, of {@code [N, 4]} numbers after their sigmoid. */
    Tensor boxes(Tensor shares, TensorScope step) {
        int count = boxes();
        float[] corners = new float[2 * count];
        float[] anchored = new float[2 * count];
        for (int box = 0; box < count; box++) {
            int anchor = box / (columns * rows);
            corners[2 * box] = box % columns - 0.5f;
            corners[2 * box + 1] = box / columns % rows - 0.5f;
            anchored[2 * box] = anchors.get(2 * anchor).floatValue();
            anchored[2 * box + 1] = anchors.get(2 * anchor + 1).floatValue();
        }
        Arithmetic arithmetic = Arithmetic.in(step);
        Layout layout = Layout.in(step);
        Tensor doubled = arithmetic.scaled(shares, 2);
        Tensor centre = arithmetic.scaled(
                arithmetic.add(layout.slice(doubled, 1, 0, 2, 1), step.floats(corners, count, 2)), stride);
        Tensor size = arithmetic.multiply(
                arithmetic.square(layout.slice(doubled, 1, 2, 4, 1)), step.floats(anchored, count, 2));
        return layout.joined(List.of(centre, size), 1);
    }

    int boxes() {
        return anchors.size() / 2 * columns * rows;
    }
}
