package dev.octet.runner.cli;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.MapRow;
import dev.octet.calibrator.place.NetworkMap;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network's map with what each target does to each layer, as a table and as JSON. */
final class NetworkReport {

    private final List<MapRow> rows;
    private final Map<String, Map<Integer, NodeDecision>> decisions = new LinkedHashMap<>();

    /**
     * A report.
     *
     * @param graph the float graph
     * @param placements by target
     */
    NetworkReport(Graph graph, Map<String, Placement> placements) {
        this.rows = NetworkMap.of(graph);
        placements.forEach((target, placement) -> {
            Map<Integer, NodeDecision> byNode = new HashMap<>();
            placement.decisions().forEach(decision -> byNode.put(decision.node().id(), decision));
            decisions.put(target, byNode);
        });
    }

    /** One line a layer; what is behind the last convolutions is one line. */
    void printTo(Console console) {
        List<String> heading = new ArrayList<>(List.of("block", "operator", "channels"));
        heading.addAll(decisions.keySet());
        heading.addAll(List.of("node", "why in float"));
        Table table = Table.ofTexts().row(heading);
        rows.stream().filter(row -> !row.block().equals(MapRow.DECODE)).forEach(row -> table.row(cells(row)));
        List<MapRow> decode =
                rows.stream().filter(row -> row.block().equals(MapRow.DECODE)).toList();
        if (!decode.isEmpty()) {
            table.row(cells(decode));
        }
        table.printTo(console);
    }

    private List<String> cells(MapRow row) {
        List<String> cells = new ArrayList<>(List.of(row.block(), row.operator(), channels(row)));
        Map<String, String> reasons = new LinkedHashMap<>();
        decisions.forEach((target, byNode) -> {
            NodeDecision decision = decision(byNode, row.node());
            boolean integer = decision.precision() == Precision.INT8;
            cells.add(integer ? "INT8" : "float");
            if (!integer) {
                reasons.put(target, decision.reason().text());
            }
        });
        cells.add(row.node().name());
        cells.add(reasons(reasons));
        return cells;
    }

    /** Said once where all targets agree. */
    private String reasons(Map<String, String> reasons) {
        boolean agreed = reasons.size() == decisions.size()
                && reasons.values().stream().distinct().count() == 1;
        return agreed
                ? reasons.values().iterator().next()
                : reasons.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("; "));
    }

    private List<String> cells(List<MapRow> decode) {
        Map<String, Long> operators = decode.stream()
                .collect(Collectors.groupingBy(row -> row.node().opType(), TreeMap::new, Collectors.counting()));
        String text = operators.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " x" + entry.getValue() : ""))
                .collect(Collectors.joining(", "));
        List<String> cells = new ArrayList<>(List.of(MapRow.DECODE, decode.size() + " nodes", ""));
        Map<String, String> reasons = new LinkedHashMap<>();
        decisions.forEach((target, byNode) -> {
            cells.add("float");
            reasons.put(target, decision(byNode, decode.get(0).node()).reason().text());
        });
        cells.add("");
        cells.add(reasons(reasons) + " (" + text + ")");
        return cells;
    }

    private static NodeDecision decision(Map<Integer, NodeDecision> byNode, Node node) {
        return Objects.requireNonNull(byNode.get(node.id()), node.name());
    }

    private static String channels(MapRow row) {
        return number(row.channelsIn()) + " > " + number(row.channelsOut());
    }

    private static String number(long channels) {
        return channels < 0 ? "?" : Long.toString(channels);
    }

    /** All rows, each with what every target does and why. */
    List<Map<String, Object>> json() {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (MapRow row : rows) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("block", row.block());
            entry.put("operator", row.operator());
            entry.put("node", row.node().name());
            entry.put("channelsIn", known(row.channelsIn()));
            entry.put("channelsOut", known(row.channelsOut()));
            decisions.forEach((target, byNode) -> {
                NodeDecision decision = decision(byNode, row.node());
                entry.put(
                        target,
                        Map.of(
                                "precision",
                                decision.precision().name(),
                                "reason",
                                decision.reason().text()));
            });
            entries.add(entry);
        }
        return entries;
    }

    private static @Nullable Long known(long channels) {
        return channels < 0 ? null : channels;
    }
}
