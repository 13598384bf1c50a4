package dev.octet.calibrator;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.Map;

/**
 * What a quantized model will be, before it is written in any format. Immutable, and safe to use from any thread.
 *
 * @param model the float model, repaired and prepared as the target wants it
 * @param target whose rules apply
 * @param placement what runs in integers and why the rest does not
 * @param parameters scale and zero point of every quantized activation, by tensor name
 * @param provenance where the numbers come from, for the file's metadata
 */
public record QuantizationPlan(
        OnnxModel model,
        DeploymentTarget target,
        Placement placement,
        Map<String, QuantizationParameters> parameters,
        Map<String, String> provenance) {

    public QuantizationPlan {
        parameters = Map.copyOf(parameters);
        provenance = Map.copyOf(provenance);
    }
}
