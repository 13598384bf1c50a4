package dev.octet.runner.engine.layers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Float layers that feed each other, with what is around them.
 *
 * @param layers in the order in which they run
 * @param place where they are among the INT8 layers
 */
record FloatRegion(List<EngineLayer> layers, Place place) {

    /** Where a region is. */
    enum Place {
        /** INT8 layers before and behind, and nothing else. */
        ISLAND,
        /** Between the network's input and the first INT8 layers. */
        STEM,
        /** Between the last INT8 layers and the network's outputs. */
        HEAD,
        /** INT8 layers before and behind, and an input or output of the network. */
        MIXED,
        /** No INT8 layer before or behind. */
        ALONE
    }

    FloatRegion {
        layers = List.copyOf(layers);
    }

    /** All regions of an engine. */
    static List<FloatRegion> of(List<EngineLayer> layers, LayerGraph graph) {
        List<FloatRegion> regions = new ArrayList<>();
        Set<EngineLayer> taken = new HashSet<>();
        for (EngineLayer layer : layers) {
            if (isFloat(layer, graph) && taken.add(layer)) {
                List<EngineLayer> region = new ArrayList<>();
                Deque<EngineLayer> open = new ArrayDeque<>(List.of(layer));
                while (!open.isEmpty()) {
                    EngineLayer member = open.remove();
                    region.add(member);
                    graph.before(member).stream()
                            .filter(next -> isFloat(next, graph) && taken.add(next))
                            .forEach(open::add);
                    graph.behind(member).stream()
                            .filter(next -> isFloat(next, graph) && taken.add(next))
                            .forEach(open::add);
                }
                region.sort(Comparator.comparing(EngineLayer::index));
                regions.add(new FloatRegion(region, place(region, graph)));
            }
        }
        return regions;
    }

    private static boolean isFloat(EngineLayer layer, LayerGraph graph) {
        return graph.role(layer) == LayerRole.COMPUTE && layer.precision().isFloat();
    }

    private static Place place(List<EngineLayer> region, LayerGraph graph) {
        boolean fed =
                region.stream().flatMap(layer -> graph.before(layer).stream()).anyMatch(FloatRegion::isInteger);
        boolean feeds =
                region.stream().flatMap(layer -> graph.behind(layer).stream()).anyMatch(FloatRegion::isInteger);
        boolean border = region.stream().anyMatch(layer -> graph.readsNetwork(layer) || graph.writesNetwork(layer));
        if (!fed && !feeds) {
            return Place.ALONE;
        }
        if (!feeds) {
            return Place.HEAD;
        }
        if (!fed) {
            return Place.STEM;
        }
        return border ? Place.MIXED : Place.ISLAND;
    }

    private static boolean isInteger(EngineLayer layer) {
        return layer.precision() == LayerPrecision.INT8;
    }
}
