package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Softmax: SOFTMAX, which is over the innermost axis. */
final class SoftmaxRule implements OperatorRule {

    @Override
    public void emit(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        int rank = conversion.shape(input).rank();
        int axis = (int) node.attributes().integer("axis", -1);
        axis = axis < 0 ? axis + rank : axis;
        Layout layout = conversion.layout(input);
        if (layout.stored(axis) != rank - 1) {
            layout = Layout.innermost(rank, axis);
        }
        ElementwiseRules.unary(conversion, node, layout, BuiltinOperator.SOFTMAX, new int[] {2, 3}, Options.softmax());
    }
}
