package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.HashMap;
import java.util.Map;

/**
 * What to write into the graph.
 *
 * @param target whose formats apply
 * @param placement where the pairs go
 * @param activations parameters of every tensor that gets a pair
 * @param provenance facts to store in the file's metadata, by key
 * @param weights integers and scales that are settled, by {@link LayerWeights#key()}; what is not there follows from the weights
 */
public record RewriteRequest(
        DeploymentTarget target,
        Placement placement,
        Map<String, QuantizationParameters> activations,
        Map<String, String> provenance,
        Map<String, ChannelQuantization> weights) {

    public RewriteRequest {
        activations = Map.copyOf(activations);
        provenance = Map.copyOf(provenance);
        weights = Map.copyOf(weights);
        for (var tensor : placement.tensors()) {
            if (!activations.containsKey(tensor.tensor())) {
                throw new IllegalArgumentException("tensor " + tensor.tensor() + " has no quantization parameters");
            }
        }
    }

    /** A request in which the integers of all weights follow from the weights. */
    public RewriteRequest(
            DeploymentTarget target,
            Placement placement,
            Map<String, QuantizationParameters> activations,
            Map<String, String> provenance) {
        this(target, placement, activations, provenance, Map.of());
    }

    /** The same with parameters and weights that were trained, and a fact more. */
    public RewriteRequest trained(
            Map<String, QuantizationParameters> parameters,
            Map<String, ChannelQuantization> integers,
            String key,
            String fact) {
        Map<String, String> facts = new HashMap<>(provenance);
        facts.put(key, fact);
        return new RewriteRequest(target, placement, parameters, facts, integers);
    }
}
