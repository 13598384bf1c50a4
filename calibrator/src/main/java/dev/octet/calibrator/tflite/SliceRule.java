package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Slice: STRIDED_SLICE. */
final class SliceRule implements OperatorRule {

    private static final int AXES = 3;
    private static final int STEPS = 4;

    @Override
    public void emit(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        TensorShape shape = conversion.shape(input);
        Layout layout = conversion.layout(input);
        long[] starts = conversion.constant(node, 1).longs();
        long[] ends = conversion.constant(node, 2).longs();
        long[] axes = node.inputOrEmpty(AXES).isEmpty()
                ? null
                : conversion.constant(node, AXES).longs();
        long[] steps = node.inputOrEmpty(STEPS).isEmpty()
                ? null
                : conversion.constant(node, STEPS).longs();
        int[] begin = new int[layout.rank()];
        int[] end = layout.stored(shape);
        int[] step = new int[layout.rank()];
        java.util.Arrays.fill(step, 1);
        for (int i = 0; i < starts.length; i++) {
            int axis = axes == null ? i : (int) axes[i];
            axis = axis < 0 ? axis + layout.rank() : axis;
            long size = shape.dimension(axis);
            int stored = layout.stored(axis);
            begin[stored] = place(starts[i], size);
            end[stored] = place(ends[i], size);
            step[stored] = steps == null ? 1 : Math.toIntExact(steps[i]);
            if (step[stored] < 1) {
                throw conversion.unsupported(node, "goes backwards");
            }
        }
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, layout);
        int made = conversion.make(node.outputs().get(0), layout, numbers);
        LiteGraph lite = conversion.lite();
        lite.operator(
                BuiltinOperator.STRIDED_SLICE,
                Versions.of(numbers, 1, 2, 4),
                new int[] {read, lite.integers(begin), lite.integers(end), lite.integers(step)},
                new int[] {made},
                Options.stridedSlice());
    }

    /** From the end when negative, and within the axis. */
    private static int place(long stated, long size) {
        long place = stated < 0 ? stated + size : stated;
        return (int) Math.max(0, Math.min(size, place));
    }
}
