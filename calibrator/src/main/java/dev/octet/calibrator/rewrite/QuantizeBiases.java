package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Map;

/**
 * Stores biases as int32 with scale {@code s_x * s_w[c]} and zero point 0, the unit of the layer's accumulator (ONNX
 * specification of QLinearConv, input B). Runs for targets that ask for it.
 */
final class QuantizeBiases implements GraphPass {

    @Override
    public void apply(Rewriting rewriting) {
        if (!rewriting.request().target().int32Bias() || rewriting.isPacked()) {
            return;
        }
        for (Node layer : rewriting.request().placement().layers()) {
            LayerWeights.of(rewriting.graph(), layer).bias().ifPresent(bias -> store(rewriting, layer, bias));
        }
    }

    private static void store(Rewriting rewriting, Node layer, Initializer bias) {
        float inputScale = rewriting.inputParameters(layer).scale();
        float[] weightScales = rewriting.weightScales(layer);
        float[] values = bias.floats();
        float[] scales = new float[values.length];
        int[] quantized = new int[values.length];
        for (int c = 0; c < values.length; c++) {
            scales[c] = inputScale * weightScales[weightScales.length == 1 ? 0 : c];
            quantized[c] = (int) Math.rint((double) values[c] / scales[c]);
        }
        String name = layer.name() + "_bias";
        rewriting.editor().addInitializer(Initializer.ofInts(name + "_q", quantized, values.length));
        rewriting.editor().addInitializer(Initializer.ofFloats(name + "_scale", scales, values.length));
        String output = rewriting.dequantize(name, List.of(name + "_q", name + "_scale"), Map.of("axis", 0L));
        rewriting.editor().replaceInput(layer, 2, output);
    }
}
