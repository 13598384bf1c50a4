package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.Map;

/**
 * What to write into the graph.
 *
 * @param target whose formats apply
 * @param placement where the pairs go
 * @param activations parameters of every tensor that gets a pair
 * @param provenance facts to store in the file's metadata, by key
 */
public record RewriteRequest(
        DeploymentTarget target,
        Placement placement,
        Map<String, QuantizationParameters> activations,
        Map<String, String> provenance) {

    public RewriteRequest {
        activations = Map.copyOf(activations);
        provenance = Map.copyOf(provenance);
        for (var tensor : placement.tensors()) {
            if (!activations.containsKey(tensor.tensor())) {
                throw new IllegalArgumentException("tensor " + tensor.tensor() + " has no quantization parameters");
            }
        }
    }
}
