package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Softmax: SOFTMAX, which is over the innermost axis. */
final class SoftmaxRule implements OperatorRule {

    @Override
    public void emit(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        String output = node.outputs().get(0);
        int rank = conversion.shape(input).rank();
        int axis = (int) node.attributes().integer("axis", -1);
        axis = axis < 0 ? axis + rank : axis;
        Layout layout = conversion.layout(input);
        if (layout.stored(axis) != rank - 1) {
            layout = Layout.innermost(rank, axis);
        }
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, layout);
        int made = conversion.make(output, layout, conversion.made(node, output));
        conversion
                .lite()
                .operator(
                        BuiltinOperator.SOFTMAX,
                        Versions.of(numbers, 1, 2, 3),
                        new int[] {read},
                        new int[] {made},
                        Options.softmax());
    }
}
