package dev.octet.runner.engine.layers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Who feeds whom in an engine, seen through layers that only convert or copy. */
final class LayerGraph {

    private final Map<Integer, LayerRole> roles = new HashMap<>();
    private final Map<String, List<EngineLayer>> producers = new HashMap<>();
    private final Map<String, List<EngineLayer>> consumers = new HashMap<>();
    private final Set<String> ioTensors;

    LayerGraph(EngineLayers engine, NodeMap nodes) {
        this.ioTensors = Set.copyOf(engine.ioTensors());
        for (EngineLayer layer : engine.layers()) {
            roles.put(layer.index(), role(layer, nodes.nodes(layer)));
            layer.outputs()
                    .forEach(tensor -> producers
                            .computeIfAbsent(tensor.name(), name -> new ArrayList<>())
                            .add(layer));
            layer.inputs()
                    .forEach(tensor -> consumers
                            .computeIfAbsent(tensor.name(), name -> new ArrayList<>())
                            .add(layer));
        }
    }

    /** A generated kernel that is nothing but Q or DQ nodes is a conversion, too. */
    private static LayerRole role(EngineLayer layer, List<OnnxNode> nodes) {
        boolean onlyPairs =
                !nodes.isEmpty() && !layer.hasWeights() && nodes.stream().allMatch(OnnxNode::isQuantization);
        return layer.role() == LayerRole.COMPUTE && onlyPairs ? layer.conversion(LayerRole.REFORMAT) : layer.role();
    }

    LayerRole role(EngineLayer layer) {
        return roles.getOrDefault(layer.index(), LayerRole.PASSIVE);
    }

    /** The computing layers whose results this one reads. */
    Set<EngineLayer> before(EngineLayer layer) {
        return reached(layer, EngineLayer::inputs, producers);
    }

    /** The computing layers that read what this one writes. */
    Set<EngineLayer> behind(EngineLayer layer) {
        return reached(layer, EngineLayer::outputs, consumers);
    }

    private Set<EngineLayer> reached(
            EngineLayer from,
            Function<EngineLayer, List<EngineTensor>> tensors,
            Map<String, List<EngineLayer>> neighbours) {
        Set<EngineLayer> found = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>(Set.of(from.index()));
        Deque<EngineLayer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (EngineTensor tensor : tensors.apply(open.remove())) {
                for (EngineLayer next : neighbours.getOrDefault(tensor.name(), List.of())) {
                    if (seen.add(next.index())) {
                        if (role(next) == LayerRole.COMPUTE) {
                            found.add(next);
                        } else {
                            open.add(next);
                        }
                    }
                }
            }
        }
        return found;
    }

    /** True where it reads an input of the network, if only through conversions. */
    boolean readsNetwork(EngineLayer layer) {
        return touches(layer, EngineLayer::inputs, producers);
    }

    /** True where it writes an output of the network, if only through conversions. */
    boolean writesNetwork(EngineLayer layer) {
        return touches(layer, EngineLayer::outputs, consumers);
    }

    private boolean touches(
            EngineLayer from,
            Function<EngineLayer, List<EngineTensor>> tensors,
            Map<String, List<EngineLayer>> neighbours) {
        Set<Integer> seen = new HashSet<>(Set.of(from.index()));
        Deque<EngineLayer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (EngineTensor tensor : tensors.apply(open.remove())) {
                List<EngineLayer> next = neighbours.getOrDefault(tensor.name(), List.of());
                if (ioTensors.contains(tensor.name()) || (ioTensors.isEmpty() && next.isEmpty())) {
                    return true;
                }
                next.stream()
                        .filter(layer -> role(layer) != LayerRole.COMPUTE && seen.add(layer.index()))
                        .forEach(open::add);
            }
        }
        return false;
    }
}
