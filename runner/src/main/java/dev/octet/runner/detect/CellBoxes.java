package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import java.util.List;

/**
 * Boxes of YOLOX before its decode, one for each cell of strides 8, 16, 32 in that order, rows of cells from top to bottom:
 * {@code cx = (x + column) * stride}, {@code w = exp(w) * stride}, likewise for y and h.
 */
final class CellBoxes implements GridLayout.Boxes {

    private static final int[] STRIDES = {8, 16, 32};

    private final int[] column;
    private final int[] line;
    private final int[] stride;

    CellBoxes(InputSize input) {
        int cells = (int) input.cells(STRIDES);
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

    static long cells(InputSize input) {
        return input.cells(STRIDES);
    }

    @Override
    public Tensor centred(Tensor boxes, TensorScope step) {
        float[] corners = new float[2 * stride.length];
        float[] strides = new float[stride.length];
        for (int cell = 0; cell < stride.length; cell++) {
            corners[2 * cell] = column[cell];
            corners[2 * cell + 1] = line[cell];
            strides[cell] = stride[cell];
        }
        Arithmetic arithmetic = Arithmetic.in(step);
        Layout layout = Layout.in(step);
        Tensor centre = arithmetic.add(layout.slice(boxes, 1, 0, 2, 1), step.floats(corners, stride.length, 2));
        Tensor size = arithmetic.exponential(layout.slice(boxes, 1, 2, 4, 1));
        return arithmetic.multiply(layout.joined(List.of(centre, size), 1), step.floats(strides, stride.length, 1));
    }

    @Override
    public void edges(int cell, float[] row, double[] edges) {
        double s = stride[cell];
        BoxRows.fromCentre(
                (row[0] + column[cell]) * s,
                (row[1] + line[cell]) * s,
                Math.exp(row[2]) * s,
                Math.exp(row[3]) * s,
                edges);
    }
}
