package dev.octet.runner.cli;

import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much of a quantized model runs in integers. */
final class IntegerShare {

    private IntegerShare() {}

    /** The layers with weights that stay in float. */
    static List<NodeDecision> floatLayers(QuantizedModel quantized) {
        return quantized.placement().decisions().stream()
                .filter(d -> d.precision() == Precision.FLOAT && Body.isWeighted(d.node()))
                .toList();
    }

    /** Share of the multiply-accumulates, 0 to 1. */
    static double ofMacs(QuantizedModel quantized) {
        Graph graph = quantized.model().graph();
        Map<Integer, Long> macsById = ModelCost.of(graph).macsByNode();
        Map<String, Long> macs = new HashMap<>();
        graph.nodes().forEach(node -> macs.put(node.name(), macsById.getOrDefault(node.id(), 0L)));
        long total = macsById.values().stream().mapToLong(Long::longValue).sum();
        long inFloat = floatLayers(quantized).stream()
                .mapToLong(d -> macs.getOrDefault(d.node().name(), 0L))
                .sum();
        return total == 0 ? 0 : 1 - (double) inFloat / total;
    }
}
