package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Split: SPLIT_V. */
final class SplitRule implements OperatorRule {

    @Override
    public void emit(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        TensorShape shape = conversion.shape(input);
        Layout layout = conversion.layout(input);
        int axis = (int) node.attributes().integer("axis", 0);
        axis = axis < 0 ? axis + shape.rank() : axis;
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, layout);
        int[] made = new int[node.outputs().size()];
        int[] sizes = new int[made.length];
        for (int i = 0; i < made.length; i++) {
            String output = node.outputs().get(i);
            sizes[i] = Math.toIntExact(conversion.shape(output).dimension(axis));
            made[i] = conversion.make(output, layout, numbers);
        }
        LiteGraph lite = conversion.lite();
        lite.operator(
                BuiltinOperator.SPLIT_V,
                Versions.of(numbers, 1, 2, 2),
                new int[] {read, lite.integers(sizes), lite.integer(layout.stored(axis))},
                made,
                Options.split(made.length));
    }
}
