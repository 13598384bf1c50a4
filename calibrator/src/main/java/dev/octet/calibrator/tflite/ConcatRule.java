package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Concat: CONCATENATION, all of one scale (LiteRT's quantization specification). */
final class ConcatRule implements OperatorRule {

    @Override
    public void emit(Conversion conversion, Node node) {
        String output = node.outputs().get(0);
        TensorShape shape = conversion.shape(output);
        int axis = (int) node.attributes().integer("axis", 0);
        axis = axis < 0 ? axis + shape.rank() : axis;
        Layout layout = node.inputs().stream()
                .filter(input -> !conversion.isConstant(input))
                .findFirst()
                .map(conversion::layout)
                .orElseThrow(() -> conversion.unsupported(node, "reads constants alone"));
        Numbers numbers = conversion.made(node, output);
        int[] inputs = new int[node.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            String input = node.inputs().get(i);
            inputs[i] = conversion.isConstant(input)
                    ? constant(conversion, node, i, layout, numbers)
                    : conversion.values().read(input, layout, numbers);
        }
        int made = conversion.make(output, layout, numbers);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.CONCATENATION,
                        Versions.of(numbers, 1, 2, 3),
                        inputs,
                        new int[] {made},
                        Options.concatenation(layout.stored(axis)));
    }

    private static int constant(Conversion conversion, Node node, int index, Layout layout, Numbers numbers) {
        Initializer constant = conversion.constant(node, index);
        if (!numbers.isFloat()) {
            throw conversion.unsupported(node, "joins a constant to integers");
        }
        return conversion.constants().operand(constant, layout, numbers.type());
    }
}
