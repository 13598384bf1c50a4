package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.Optional;

/** DequantizeLinear: of an activation, nothing until floats are wanted; of a constant, the constant. */
final class DequantizeRule implements ScriptRule {

    @Override
    public void emit(Conversion conversion, Node node) {
        String from = node.inputs().get(0);
        String to = node.outputs().get(0);
        Optional<Levels> made = conversion.levels(from);
        Optional<Initializer> stored = conversion.graph().initializer(from);
        if (made.isPresent()) {
            conversion.putView(to, made.get());
        } else if (conversion.weights(from).isPresent()) {
            conversion.putWeights(to, conversion.weights(from).get());
        } else if (stored.isPresent()) {
            constant(conversion, node, stored.get());
        } else {
            throw conversion.unsupported(node, "reads what no QuantizeLinear has made");
        }
    }

    private static void constant(Conversion conversion, Node node, Initializer stored) {
        ConstantGrid grid = ConstantGrid.of(conversion, node, stored.type(), stored.shape());
        long[] integers = stored.integers();
        if (grid.isEightBits()) {
            byte[] bytes = new byte[integers.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) integers[i];
            }
            conversion.putWeights(node.outputs().get(0), grid.weights(bytes));
        } else if (stored.type() == TensorType.INT32) {
            float[] floats = new float[integers.length];
            for (int i = 0; i < floats.length; i++) {
                int channel = grid.channel(i);
                floats[i] = (integers[i] - grid.zeroPoints()[channel]) * grid.scales()[channel];
            }
            conversion.putBias(
                    node.outputs().get(0),
                    new ScriptConstant.Floats(floats, stored.shape().toArray()));
        } else {
            throw conversion.unsupported(node, "has integers of type " + stored.type());
        }
    }
}
