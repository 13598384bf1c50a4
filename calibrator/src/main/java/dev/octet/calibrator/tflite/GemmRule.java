package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Gemm with constant weights: FULLY_CONNECTED, with the ReLU behind it. */
final class GemmRule implements OperatorRule {

    private static final Layout AS_STORED = Layout.plain(2);
    private static final Layout TURNED = new Layout(List.of(1, 0));

    @Override
    public void emit(Conversion conversion, Node node) {
        if (node.attributes().number("alpha", 1) != 1
                || node.attributes().number("beta", 1) != 1
                || node.attributes().integer("transA", 0) != 0) {
            throw conversion.unsupported(node, "scales or transposes what it reads");
        }
        conversion.constant(node, 1);
        String input = node.inputs().get(0);
        FusedActivation activation = FusedActivation.behind(conversion, node);
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, Layout.plain(2));
        boolean outputsFirst = node.attributes().integer("transB", 0) == 1;
        LayerConstants constants = new LayerConstants(conversion, node, outputsFirst ? AS_STORED : TURNED, 0);
        boolean dynamic = constants.isDynamic();
        int[] inputs = {read, constants.weights(numbers, dynamic), constants.bias(numbers)};
        int made = conversion.make(
                activation.output(), Layout.plain(2), conversion.made(activation.last(), activation.output()));
        conversion
                .lite()
                .operator(
                        BuiltinOperator.FULLY_CONNECTED,
                        dynamic ? 12 : Versions.of(numbers, 1, 4, 7),
                        inputs,
                        new int[] {made},
                        Options.fullyConnected(activation.function()));
    }
}
