package dev.octet.runner.engine.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what costs an engine time. */
final class Findings {

    private static final String INPUT = "network input";
    private static final String OUTPUT = "network output";

    private final EngineLayers engine;
    private final NodeMap nodes;
    private final LayerGraph graph;

    Findings(EngineLayers engine, NodeMap nodes, LayerGraph graph) {
        this.engine = engine;
        this.nodes = nodes;
        this.graph = graph;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        FloatRegion.of(engine.layers(), graph).forEach(region -> findings.add(region(region)));
        for (EngineLayer layer : engine.layers()) {
            switch (graph.role(layer)) {
                case REFORMAT -> findings.add(reformat(layer));
                case QUANTIZE -> findings.add(quantize(layer));
                case DEQUANTIZE -> findings.add(dequantize(layer));
                case COMPUTE, CAST, PASSIVE -> {}
            }
        }
        findings.sort(Comparator.comparing((Finding finding) -> finding.kind() != FindingKind.FLOAT_ISLAND)
                .thenComparing(finding -> finding.layers().get(0).index()));
        return findings;
    }

    private Finding region(FloatRegion region) {
        Set<EngineLayer> inside = new LinkedHashSet<>(region.layers());
        Set<EngineLayer> before = around(region.layers().stream().flatMap(l -> graph.before(l).stream()), inside);
        Set<EngineLayer> behind = around(region.layers().stream().flatMap(l -> graph.behind(l).stream()), inside);
        List<OnnxNode> members = members(region.layers());
        String types = region.layers().stream()
                .map(layer -> layer.precision().title())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Finding(
                region.place() == FloatRegion.Place.ISLAND ? FindingKind.FLOAT_ISLAND : FindingKind.FLOAT_LAYERS,
                region.layers(),
                members,
                types,
                names(before, INPUT, region.layers().stream().anyMatch(graph::readsNetwork)),
                names(behind, OUTPUT, region.layers().stream().anyMatch(graph::writesNetwork)),
                macs(region.layers()),
                Advice.region(
                        region.place(),
                        members,
                        members(before),
                        before.stream().anyMatch(layer -> layer.to() == LayerPrecision.INT8),
                        region.layers().get(0).name()));
    }

    private static Set<EngineLayer> around(Stream<EngineLayer> neighbours, Set<EngineLayer> inside) {
        return neighbours.filter(layer -> !inside.contains(layer)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Finding reformat(EngineLayer layer) {
        Set<EngineLayer> before = graph.before(layer);
        Set<EngineLayer> behind = graph.behind(layer);
        boolean reads = before.isEmpty() && graph.readsNetwork(layer);
        boolean writes = behind.isEmpty() && graph.writesNetwork(layer);
        List<OnnxNode> around = Stream.concat(members(behind).stream(), members(before).stream())
                .toList();
        return conversion(FindingKind.REFORMAT, layer, Advice.reformat(layer, reads, writes, around));
    }

    private Finding quantize(EngineLayer layer) {
        Set<EngineLayer> before = graph.before(layer);
        String advice = Advice.quantize(
                graph.readsNetwork(layer),
                members(before),
                members(before.stream().filter(Findings::isInteger).toList()),
                members(graph.behind(layer)));
        return conversion(FindingKind.STANDALONE_QUANTIZE, layer, advice);
    }

    private Finding dequantize(EngineLayer layer) {
        Set<EngineLayer> behind = graph.behind(layer);
        boolean integerBehind = behind.stream()
                .anyMatch(next -> isInteger(next) || graph.behind(next).stream().anyMatch(Findings::isInteger));
        String advice = Advice.dequantize(
                members(graph.before(layer)),
                members(behind),
                members(behind.stream()
                        .filter(next -> next.precision().isFloat())
                        .toList()),
                integerBehind);
        return conversion(FindingKind.STANDALONE_DEQUANTIZE, layer, advice);
    }

    private static boolean isInteger(EngineLayer layer) {
        return layer.precision() == LayerPrecision.INT8;
    }

    private Finding conversion(FindingKind kind, EngineLayer layer, String advice) {
        return new Finding(
                kind,
                List.of(layer),
                nodes.nodes(layer),
                layer.change(),
                names(graph.before(layer), INPUT, graph.readsNetwork(layer)),
                names(graph.behind(layer), OUTPUT, graph.writesNetwork(layer)),
                null,
                advice);
    }

    private List<OnnxNode> members(Collection<EngineLayer> layers) {
        return layers.stream()
                .flatMap(layer -> nodes.nodes(layer).stream())
                .filter(node -> !node.isQuantization())
                .distinct()
                .toList();
    }

    private List<String> names(Collection<EngineLayer> layers, String border, boolean touches) {
        return Stream.concat(
                        touches ? Stream.of(border) : Stream.empty(),
                        layers.stream().map(nodes::title))
                .toList();
    }

    private @Nullable Long macs(Collection<EngineLayer> layers) {
        long sum = 0;
        for (EngineLayer layer : layers) {
            OptionalLong macs = nodes.macs(layer);
            if (macs.isEmpty()) {
                return null;
            }
            sum += macs.getAsLong();
        }
        return sum;
    }
}
