package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.place.Edge;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.List;
import java.util.Map;

/** Puts QuantizeLinear and DequantizeLinear behind every placed tensor and points its readers at the pair. */
final class InsertActivationPairs implements GraphPass {

    @Override
    public void apply(Rewriting rewriting) {
        for (QuantizedTensor tensor : rewriting.request().placement().tensors()) {
            insert(rewriting, tensor);
        }
    }

    private static void insert(Rewriting rewriting, QuantizedTensor placed) {
        String tensor = placed.tensor();
        QuantizationParameters parameters = rewriting.request().activations().get(tensor);
        if (parameters == null) {
            throw new IllegalStateException("tensor " + tensor + " has no parameters");
        }
        String scale = rewriting.scale(parameters.scale());
        String zeroPoint = rewriting.zeroPoint(parameters.format(), parameters.zeroPoint());
        String quantized = tensor + "_q";
        rewriting
                .editor()
                .addNode(
                        "QuantizeLinear",
                        "",
                        tensor + "_Q",
                        List.of(tensor, scale, zeroPoint),
                        List.of(quantized),
                        Map.of());
        String output = rewriting.dequantize(tensor, List.of(quantized, scale, zeroPoint), Map.of());
        for (Edge reader : placed.readers()) {
            rewriting.editor().replaceInput(reader.reader(), reader.inputIndex(), output);
        }
    }
}
