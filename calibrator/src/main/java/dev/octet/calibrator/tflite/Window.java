package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;

/**
 * The sliding window of a convolution or pool.
 *
 * @param rows along the height
 * @param columns along the width
 */
record Window(WindowAxis rows, WindowAxis columns) {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    /**
     * From the attributes of a node over {@code [N, C, H, W]}.
     *
     * @param input shape of what it reads
     * @param output shape of what it makes
     * @param kernel height and width
     */
    static Window of(Node node, TensorShape input, TensorShape output, int[] kernel) {
        return new Window(axis(node, input, output, kernel[0], 0), axis(node, input, output, kernel[1], 1));
    }

    private static WindowAxis axis(Node node, TensorShape input, TensorShape output, int kernel, int which) {
        int size = Math.toIntExact(input.dimension(which == 0 ? ROWS : COLUMNS));
        int outputs = Math.toIntExact(output.dimension(which == 0 ? ROWS : COLUMNS));
        int stride = number(node.attributes().integers("strides"), which, 1);
        int dilation = number(node.attributes().integers("dilations"), which, 1);
        String auto = node.attributes().text("auto_pad").orElse("NOTSET");
        int begin;
        if (auto.equals("SAME_UPPER") || auto.equals("SAME_LOWER")) {
            int total = Math.max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - size);
            begin = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        } else {
            begin = number(node.attributes().integers("pads"), which, 0);
        }
        return WindowAxis.of(size, kernel, stride, dilation, begin, outputs);
    }

    private static int number(List<Long> values, int index, int otherwise) {
        return index < values.size() ? Math.toIntExact(values.get(index)) : otherwise;
    }

    boolean isPadded() {
        return rows.isPadded() || columns.isPadded();
    }

    /** True when padding must be made by an operator of its own. */
    boolean needsPad() {
        return isPadded() && !isSame();
    }

    private boolean isSame() {
        return rows.isSame() && columns.isSame();
    }

    byte padding() {
        return isPadded() && isSame() ? Options.same() : Options.valid();
    }
}
