package dev.octet.runner.report;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.MapRow;
import dev.octet.calibrator.place.NetworkMap;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.place.Precision;
import dev.octet.calibrator.place.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A float network's layers, with what became of each in an INT8 model. Nodes are known by what they make. */
public final class LayerMap {

    private static final String LEFT_OUT =
            "in float in this file, which the target does not ask for: by a search or by name";

    private final Graph graph;
    private final Map<String, NodeDecision> decisions = new HashMap<>();

    private LayerMap(Graph graph, List<Placement> placements) {
        this.graph = graph;
        for (Placement placement : placements) {
            placement.decisions().forEach(one -> decisions.put(made(one.node()), one));
        }
    }

    /**
     * The layers as they were placed.
     *
     * @param graph of the float model, with sizes
     * @param target that it was quantized for
     * @param placement what was decided
     */
    public static List<LayerEntry> placed(Graph graph, DeploymentTarget target, Placement placement) {
        Placement usual = PlacementPlanner.plan(graph, target, List.of());
        return new LayerMap(graph, List.of(usual, placement)).entries(Optional.empty());
    }

    /**
     * The layers as a quantized file has them, with the reasons of its target.
     *
     * @param graph of the float model, with sizes
     * @param target that it was quantized for
     * @param quantized the file
     */
    public static List<LayerEntry> read(Graph graph, DeploymentTarget target, OnnxModel quantized) {
        Placement usual = PlacementPlanner.plan(graph, target, List.of());
        return new LayerMap(graph, List.of(usual)).entries(Optional.of(quantized.graph()));
    }

    private List<LayerEntry> entries(Optional<Graph> quantized) {
        Map<Integer, Long> macs = ModelCost.of(graph).macsByNode();
        List<LayerEntry> entries = new ArrayList<>();
        for (MapRow row : NetworkMap.of(graph)) {
            NodeDecision decision = decisions.get(made(row.node()));
            boolean planned = decision != null && decision.precision() == Precision.INT8;
            String why = decision == null
                    ? Reason.FLOAT_ISLAND.text()
                    : decision.reason().text();
            boolean integer =
                    quantized.flatMap(file -> inIntegers(row.node(), file)).orElse(planned);
            if (integer != planned) {
                why = integer ? Reason.QUANTIZED.text() : LEFT_OUT;
            }
            entries.add(new LayerEntry(
                    row.block(),
                    row.operator(),
                    row.node().name(),
                    row.channelsIn(),
                    row.channelsOut(),
                    macs.getOrDefault(row.node().id(), 0L),
                    integer,
                    why));
        }
        return entries;
    }

    /** Whether a layer with weights has them as integers in a file; empty for other nodes, and for layers in another form. */
    private static Optional<Boolean> inIntegers(Node node, Graph file) {
        if (!Body.isWeighted(node)) {
            return Optional.empty();
        }
        return file.nodes().stream()
                .filter(other -> other.opType().equals(node.opType())
                        && (other.name().equals(node.name()) || made(other).equals(made(node))))
                .findFirst()
                .map(other -> file.producer(other.inputOrEmpty(1))
                        .filter(weights -> weights.opType().equals("DequantizeLinear"))
                        .isPresent());
    }

    private static String made(Node node) {
        return node.outputs().get(0);
    }
}
