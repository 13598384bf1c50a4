package dev.octet.runner.cli;

import dev.octet.calibrator.place.NodeDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Placement decisions as JSON. */
final class Decisions {

    private Decisions() {}

    static List<Map<String, Object>> json(List<NodeDecision> decisions) {
        return decisions.stream().map(Decisions::json).toList();
    }

    private static Map<String, Object> json(NodeDecision decision) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("node", decision.node().name());
        entry.put("operator", decision.node().opType());
        entry.put("precision", decision.precision().name());
        entry.put("reason", decision.reason().text());
        return entry;
    }
}
