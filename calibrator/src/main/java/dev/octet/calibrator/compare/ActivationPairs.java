package dev.octet.calibrator.compare;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;

/** The Q/DQ pairs around a quantized model's activations, not those around its weights. */
public final class ActivationPairs {

    private ActivationPairs() {}

    /** The QuantizeLinear nodes of these pairs, in graph order. */
    public static List<Node> in(Graph quantized) {
        return quantized.nodes().stream()
                .filter(node -> node.opType().equals("QuantizeLinear")
                        && quantized.initializer(node.inputs().get(0)).isEmpty())
                .toList();
    }
}
