package dev.octet.runner.cli;

import dev.octet.runner.engine.layers.EngineComparison;
import dev.octet.runner.engine.layers.EngineComparison.Moved;
import dev.octet.runner.engine.layers.EngineDiagnosis;
import dev.octet.runner.engine.layers.EngineLayer;
import dev.octet.runner.engine.layers.Finding;
import dev.octet.runner.engine.layers.FindingKind;
import dev.octet.runner.engine.layers.LayerPrecision;
import dev.octet.runner.engine.layers.LayerRole;
import dev.octet.runner.engine.layers.OnnxNode;
import dev.octet.runner.engine.layers.PrecisionShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an engine computes in which type, and what to change, as tables and as JSON. */
final class LayersReport {

    private static final double MEGA = 1e6;
    private static final double PERCENT = 100;
    private static final int NAMES_SHOWN = 3;

    private final EngineDiagnosis here;
    private final @Nullable EngineComparison comparison;

    LayersReport(EngineDiagnosis here, @Nullable EngineComparison comparison) {
        this.here = here;
        this.comparison = comparison;
    }

    void printTo(Console console) {
        console.print(here.engine().name() + ": " + here.engine().layers().size() + " layers, " + roles(here));
        here.notes().forEach(note -> console.print("Note: " + note));
        shares().printTo(console);
        findings().printTo(console);
        if (here.findings().isEmpty()) {
            console.print("Nothing stands between the INT8 layers.");
        }
        if (comparison != null) {
            print(comparison, console);
        }
    }

    private static String roles(EngineDiagnosis diagnosis) {
        return diagnosis.roles().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().title())
                .collect(Collectors.joining(", "));
    }

    private Table shares() {
        boolean costs = here.shares().values().stream().allMatch(share -> share.macs() != null);
        long all = here.shares().values().stream().mapToLong(LayersReport::macs).sum();
        Table table = new Table();
        table.row(costs ? List.of("computes in", "layers", "M MACs", "share") : List.of("computes in", "layers"));
        here.shares().forEach((precision, share) -> {
            List<String> cells = new ArrayList<>(List.of(precision.title(), Integer.toString(share.layers())));
            if (costs) {
                cells.add(String.format(Locale.ROOT, "%,.1f", macs(share) / MEGA));
                cells.add(String.format(Locale.ROOT, "%.1f %%", all == 0 ? 0 : PERCENT * macs(share) / all));
            }
            table.row(cells);
        });
        return table;
    }

    private static long macs(PrecisionShare share) {
        Long macs = share.macs();
        return macs == null ? 0 : macs;
    }

    private Table findings() {
        Table table = Table.ofTexts();
        if (!here.findings().isEmpty()) {
            table.row("", "layers", "what", "type or change", "between", "do");
        }
        for (Finding finding : here.findings()) {
            table.row(
                    finding.kind().title(),
                    Integer.toString(finding.layers().size()),
                    what(finding),
                    finding.change(),
                    few(finding.before()) + " > " + few(finding.behind()),
                    finding.advice());
        }
        return table;
    }

    private static String what(Finding finding) {
        List<String> names = finding.nodes().isEmpty()
                ? finding.layers().stream().map(EngineLayer::name).toList()
                : finding.nodes().stream().map(OnnxNode::name).toList();
        return few(names);
    }

    private static String few(List<String> names) {
        String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? "-" : names.size() <= NAMES_SHOWN ? shown : shown + ", ... (" + names.size() + ")";
    }

    private static void print(EngineComparison comparison, Console console) {
        EngineDiagnosis there = comparison.there();
        console.print("");
        console.print("Against " + there.engine().name() + ": " + comparison.common() + " nodes in both, "
                + comparison.floatHere().size() + " in INT8 only there, "
                + comparison.integerHere().size() + " in INT8 only here");
        Table counts = new Table().row("", "here", "there");
        for (LayerPrecision precision : LayerPrecision.values()) {
            count(counts, precision.title(), comparison.here().layers(precision), there.layers(precision));
        }
        for (LayerRole role : List.of(LayerRole.REFORMAT, LayerRole.QUANTIZE, LayerRole.DEQUANTIZE)) {
            count(counts, role.title(), comparison.here().layers(role), there.layers(role));
        }
        counts.printTo(console);
        Table moved = Table.ofTexts();
        if (!comparison.floatHere().isEmpty()) {
            moved.row("in INT8 only there", "here", "layer here", "layer there");
        }
        comparison
                .floatHere()
                .forEach(node -> moved.row(
                        node.node(),
                        node.here().precision().title(),
                        node.here().name(),
                        node.there().name()));
        moved.printTo(console);
        Table copies = Table.ofTexts();
        reformats(comparison.here()).forEach(finding -> copies.row("reformat here", what(finding), finding.change()));
        reformats(there).forEach(finding -> copies.row("reformat there", what(finding), finding.change()));
        copies.printTo(console);
    }

    private static void count(Table table, String title, int here, int there) {
        if (here + there > 0) {
            table.row(title, Integer.toString(here), Integer.toString(there));
        }
    }

    private static List<Finding> reformats(EngineDiagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.kind() == FindingKind.REFORMAT)
                .toList();
    }

    Map<String, Object> json() {
        Map<String, Object> document = new LinkedHashMap<>(engine(here));
        if (comparison != null) {
            Map<String, Object> against = new LinkedHashMap<>(engine(comparison.there()));
            against.put("nodesInBoth", comparison.common());
            against.put("int8OnlyThere", moved(comparison.floatHere()));
            against.put("int8OnlyHere", moved(comparison.integerHere()));
            document.put("against", against);
        }
        return document;
    }

    private static Map<String, Object> engine(EngineDiagnosis diagnosis) {
        Map<String, Object> shares = new LinkedHashMap<>();
        diagnosis.shares().forEach((precision, share) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("layers", share.layers());
            entry.put("macs", share.macs());
            shares.put(precision.name(), entry);
        });
        Map<String, Object> roles = new LinkedHashMap<>();
        diagnosis.roles().forEach((role, count) -> roles.put(role.name(), count));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", diagnosis.engine().name());
        document.put("layers", diagnosis.engine().layers().size());
        document.put("ioTensors", diagnosis.engine().ioTensors());
        document.put("precisions", shares);
        document.put("roles", roles);
        document.put("notes", diagnosis.notes());
        document.put(
                "findings",
                diagnosis.findings().stream().map(LayersReport::json).toList());
        return document;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", finding.kind().name());
        entry.put("layers", finding.layers().stream().map(EngineLayer::name).toList());
        entry.put(
                "nodes",
                finding.nodes().stream()
                        .map(node -> Map.of("name", node.name(), "operator", node.operator()))
                        .toList());
        entry.put("change", finding.change());
        entry.put("before", finding.before());
        entry.put("behind", finding.behind());
        entry.put("macs", finding.macs());
        entry.put("advice", finding.advice());
        return entry;
    }

    private static List<Map<String, Object>> moved(List<Moved> nodes) {
        return nodes.stream()
                .map(node -> Map.<String, Object>of(
                        "node", node.node(),
                        "here", node.here().name(),
                        "precisionHere", node.here().precision().name(),
                        "there", node.there().name(),
                        "precisionThere", node.there().precision().name()))
                .toList();
    }
}
