package dev.octet.calibrator;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model with Q/DQ nodes and integer weights, and how it came to be. Immutable, and safe to use from any thread.
 *
 * @param model the quantized model
 * @param placement what runs in integers and why the rest does not
 * @param parameters scale and zero point of every quantized activation, by tensor name
 * @param rangeChoice the estimator that was used, as the command line names it
 */
public record QuantizedModel(
        OnnxModel model, Placement placement, Map<String, QuantizationParameters> parameters, String rangeChoice) {

    public QuantizedModel {
        parameters = Map.copyOf(parameters);
    }

    /** Writes the ONNX file whole or not at all. */
    public void writeTo(Path file) {
        model.writeTo(file);
    }
}
