package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Pad with zeros: PAD. */
final class PadRule implements OperatorRule {

    @Override
    public void emit(Conversion conversion, Node node) {
        String mode = node.attributes().text("mode").orElse("constant");
        boolean zero = node.attributes().number("value", 0) == 0
                && (node.inputOrEmpty(2).isEmpty()
                        || conversion.constant(node, 2).floats()[0] == 0);
        if (!mode.equals("constant") || !zero) {
            throw conversion.unsupported(node, "pads otherwise than with zeros");
        }
        String input = node.inputs().get(0);
        Layout layout = conversion.layout(input);
        long[] amounts = amounts(conversion, node);
        int[] stored = new int[amounts.length];
        for (int i = 0; i < layout.rank(); i++) {
            int axis = layout.axes().get(i);
            stored[2 * i] = Math.toIntExact(amounts[axis]);
            stored[2 * i + 1] = Math.toIntExact(amounts[axis + layout.rank()]);
            if (stored[2 * i] < 0 || stored[2 * i + 1] < 0) {
                throw conversion.unsupported(node, "cuts off");
            }
        }
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, layout);
        int made = conversion.make(node.outputs().get(0), layout, numbers);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.PAD,
                        Versions.of(numbers, 1, 2, 4),
                        new int[] {read, conversion.lite().pairs(stored)},
                        new int[] {made},
                        Options.none());
    }

    private static long[] amounts(Conversion conversion, Node node) {
        List<Long> stated = node.attributes().integers("pads");
        return Optional.of(stated)
                .filter(list -> !list.isEmpty())
                .map(list -> list.stream().mapToLong(Long::longValue).toArray())
                .orElseGet(() -> conversion.constant(node, 1).longs());
    }
}
