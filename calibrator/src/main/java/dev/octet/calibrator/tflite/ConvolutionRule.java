package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/**
 * Conv: CONV_2D, also in groups, or DEPTHWISE_CONV_2D, with the ReLU behind it. Padding that TensorFlow's SAME does not make
 * is a PAD in front; runtimes fuse it.
 */
final class ConvolutionRule implements OperatorRule {

    private static final int IMAGE_RANK = 4;

    /** {@code [O, I, H, W]} as TensorFlow Lite has the weights of a convolution, and of a depthwise one. */
    private static final Layout OUTPUTS_FIRST = new Layout(List.of(0, 2, 3, 1));

    private static final Layout OUTPUTS_LAST = new Layout(List.of(1, 2, 3, 0));

    private static final int LAST = 3;

    @Override
    public void emit(Conversion conversion, Node node) {
        TensorShape weights = conversion.constant(node, 1).shape();
        if (weights.rank() != IMAGE_RANK) {
            throw conversion.unsupported(node, "is over " + (weights.rank() - 2) + " axes, expected 2");
        }
        String input = node.inputs().get(0);
        TensorShape shape = conversion.shape(input);
        FusedActivation activation = FusedActivation.behind(conversion, node);
        TensorShape output = conversion.shape(node.outputs().get(0));
        Window window =
                Window.of(node, shape, output, new int[] {(int) weights.dimension(2), (int) weights.dimension(LAST)});
        long groups = node.attributes().integer("group", 1);
        boolean depthwise = groups > 1 && groups == shape.dimension(1) && weights.dimension(1) == 1;
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, Layout.channelsLast());
        if (window.needsPad()) {
            read = Padding.zeros(conversion, input, read, numbers, window);
        }
        Layout layout = depthwise ? OUTPUTS_LAST : OUTPUTS_FIRST;
        LayerConstants constants = new LayerConstants(conversion, node, layout, depthwise ? LAST : 0);
        boolean dynamic = constants.isDynamic() && (depthwise || groups == 1);
        int[] inputs = {read, constants.weights(numbers, dynamic), constants.bias(numbers)};
        int made = conversion.make(
                activation.output(), Layout.channelsLast(), conversion.made(activation.last(), activation.output()));
        if (depthwise) {
            conversion
                    .lite()
                    .operator(
                            BuiltinOperator.DEPTHWISE_CONV_2D,
                            dynamic ? 6 : Versions.of(numbers, 1, 3, 5),
                            inputs,
                            new int[] {made},
                            Options.depthwise(window, (int) (weights.dimension(0) / groups), activation.function()));
        } else {
            conversion
                    .lite()
                    .operator(
                            BuiltinOperator.CONV_2D,
                            dynamic ? 5 : groups > 1 ? 6 : Versions.of(numbers, 1, 3, 4),
                            inputs,
                            new int[] {made},
                            Options.convolution(window, activation.function()));
        }
        if (numbers.type() != conversion.type(node) || numbers.type() == TensorType.UINT8) {
            throw new IllegalStateException("node " + node.name() + " reads other numbers than it computes in");
        }
    }
}
