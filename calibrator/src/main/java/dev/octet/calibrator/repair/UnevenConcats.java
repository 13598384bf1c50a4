package dev.octet.calibrator.repair;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.group.TieGroup;
import dev.octet.calibrator.group.TieGroups;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Concats that join different ranges. One scale for all that a Concat joins makes it a copy, and leaves an input whose values
 * are a fourth of the largest two bits less. Where layers read such an input before it is joined, it is better off with a
 * scale of its own, at the price of one conversion between integers.
 */
public final class UnevenConcats {

    /** Largest range of an input against the smallest: two bits. */
    private static final double UNEVEN = 4;

    private UnevenConcats() {}

    /**
     * Names of the Concats whose inputs should keep scales of their own.
     *
     * @param model the float model
     * @param samples inputs to take ranges from
     */
    public static Set<String> in(OnnxModel model, List<Map<String, FloatTensor>> samples) {
        Graph graph = model.graph();
        Body body = Body.of(graph);
        List<Node> concats = graph.nodes().stream()
                .filter(node -> node.opType().equals("Concat")
                        && body.contains(node)
                        && node.inputs().stream()
                                .allMatch(input -> channels(graph, input).isPresent()))
                .toList();
        if (concats.isEmpty() || samples.isEmpty()) {
            return Set.of();
        }
        Map<String, ChannelRanges> ranges = new LinkedHashMap<>();
        concats.forEach(concat -> concat.inputs()
                .forEach(input -> ranges.computeIfAbsent(
                        input, name -> new ChannelRanges(channels(graph, name).orElseThrow()))));
        ChannelSurvey.add(model, samples, ranges);
        Set<String> uneven = new LinkedHashSet<>();
        for (Node concat : concats) {
            double largest = 0;
            for (String input : concat.inputs()) {
                largest = Math.max(largest, reach(ranges, input));
            }
            for (String input : concat.inputs()) {
                if (reach(ranges, input) * UNEVEN <= largest && isReadElsewhere(graph, body, concat, input)) {
                    uneven.add(concat.name());
                }
            }
        }
        return uneven;
    }

    private static Optional<Integer> channels(Graph graph, String tensor) {
        return graph.producer(tensor).isEmpty()
                ? Optional.empty()
                : graph.shape(tensor)
                        .filter(shape -> shape.rank() > 1 && shape.dimension(1) > 0)
                        .map(UnevenConcats::channels);
    }

    private static int channels(TensorShape shape) {
        return Math.toIntExact(shape.dimension(1));
    }

    private static double reach(Map<String, ChannelRanges> ranges, String tensor) {
        double largest = 0;
        for (double channel : ranges.getOrDefault(tensor, new ChannelRanges(0)).magnitudes()) {
            largest = Math.max(largest, channel);
        }
        return largest;
    }

    /** True when an integer layer reads what would have a scale of its own. */
    private static boolean isReadElsewhere(Graph graph, Body body, Node concat, String input) {
        TieGroup own =
                TieGroups.of(graph, body::contains, Set.of(concat.name())).of(input);
        return own.tensors().stream()
                .flatMap(tensor -> graph.consumers(tensor).stream())
                .anyMatch(reader -> !CopyOperators.copies(reader) && body.contains(reader));
    }
}
