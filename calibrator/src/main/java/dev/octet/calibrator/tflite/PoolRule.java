package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Pools, whose integers keep the scale of what they read. */
final class PoolRule {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private PoolRule() {}

    /** MaxPool: MAX_POOL_2D; padding that SAME does not make is a PADV2 with the lowest number. */
    static void largest(Conversion conversion, Node node) {
        if (node.outputs().size() > 1 && !node.outputs().get(1).isEmpty()) {
            throw conversion.unsupported(node, "returns indices");
        }
        Window window = window(conversion, node);
        if (window.rows().dilation() > 1 || window.columns().dilation() > 1) {
            throw conversion.unsupported(node, "has dilations");
        }
        String input = node.inputs().get(0);
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, Layout.channelsLast());
        if (window.needsPad()) {
            read = Padding.lowest(conversion, input, read, numbers, window);
        }
        int made = conversion.make(node.outputs().get(0), Layout.channelsLast(), numbers);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.MAX_POOL_2D,
                        Versions.of(numbers, 1, 2, 3),
                        new int[] {read},
                        new int[] {made},
                        Options.pool(window));
    }

    /** AveragePool: AVERAGE_POOL_2D, which does not count padding. */
    static void average(Conversion conversion, Node node) {
        Window window = window(conversion, node);
        boolean counted = window.isPadded() && node.attributes().integer("count_include_pad", 0) != 0;
        if (counted || window.needsPad()) {
            throw conversion.unsupported(node, "averages over padding, which is not counted there");
        }
        average(conversion, node, window);
    }

    /** GlobalAveragePool: one window over the whole image. */
    static void global(Conversion conversion, Node node) {
        TensorShape shape = conversion.shape(node.inputs().get(0));
        int rows = Math.toIntExact(shape.dimension(ROWS));
        int columns = Math.toIntExact(shape.dimension(COLUMNS));
        average(
                conversion,
                node,
                new Window(new WindowAxis(rows, rows, 1, 1, 0, 0, 1), new WindowAxis(columns, columns, 1, 1, 0, 0, 1)));
    }

    private static void average(Conversion conversion, Node node, Window window) {
        String input = node.inputs().get(0);
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, Layout.channelsLast());
        int made = conversion.make(node.outputs().get(0), Layout.channelsLast(), numbers);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.AVERAGE_POOL_2D,
                        Versions.of(numbers, 1, 2, 3),
                        new int[] {read},
                        new int[] {made},
                        Options.pool(window));
    }

    private static Window window(Conversion conversion, Node node) {
        List<Long> kernel = node.attributes().integers("kernel_shape");
        if (kernel.size() != 2) {
            throw conversion.unsupported(node, "is over " + kernel.size() + " axes, expected 2");
        }
        return Window.of(
                node,
                conversion.shape(node.inputs().get(0)),
                conversion.shape(node.outputs().get(0)),
                new int[] {Math.toIntExact(kernel.get(0)), Math.toIntExact(kernel.get(1))});
    }
}
