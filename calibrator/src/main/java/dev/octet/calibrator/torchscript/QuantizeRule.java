package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.QuantizedWeights;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;

/** QuantizeLinear of an activation; of stored floats, which some exporters write, it is done here. */
final class QuantizeRule implements ScriptRule {

    private static final int QUINT8 = 13;

    @Override
    public void emit(Conversion conversion, Node node) {
        String from = node.inputs().get(0);
        if (conversion.graph().initializer(from).isPresent()) {
            conversion.putWeights(node.outputs().get(0), rounded(conversion, node));
            return;
        }
        Grid grid = Pairs.grid(conversion, node, TensorType.UINT8);
        String made = conversion
                .script()
                .assign("torch.quantize_per_tensor(" + conversion.read(from) + ", " + grid.arguments() + ", " + QUINT8
                        + ")");
        conversion.putLevels(node.outputs().get(0), new Levels(made, grid));
    }

    /** {@code clamp(round(x / scale) + zero point)}, halves to even (ONNX specification of QuantizeLinear). */
    private static QuantizedWeights rounded(Conversion conversion, Node node) {
        Initializer floats =
                conversion.graph().initializer(node.inputs().get(0)).orElseThrow();
        ConstantGrid grid = ConstantGrid.of(conversion, node, TensorType.UINT8, floats.shape());
        if (!grid.isEightBits()) {
            throw conversion.unsupported(node, "has integers of type " + grid.type());
        }
        float[] values = floats.floats();
        byte[] integers = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            int channel = grid.channel(i);
            double rounded = Math.rint((double) (values[i] / grid.scales()[channel])) + grid.zeroPoints()[channel];
            integers[i] = (byte) Math.max(grid.min(), Math.min(grid.max(), rounded));
        }
        return grid.weights(integers);
    }
}
