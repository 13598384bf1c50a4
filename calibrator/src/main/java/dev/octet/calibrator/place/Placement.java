package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Node;
import java.util.List;

/**
 * Where the Q/DQ pairs go.
 *
 * @param tensors the tensors that get a pair, in graph order
 * @param layers the layers whose weights are stored as integers, in graph order
 * @param decisions one per node of the graph, in graph order
 * @param unmatchedExclusions exclusions that name no node, for the user to know
 */
public record Placement(
        List<QuantizedTensor> tensors,
        List<Node> layers,
        List<NodeDecision> decisions,
        List<String> unmatchedExclusions) {

    public Placement {
        tensors = List.copyOf(tensors);
        layers = List.copyOf(layers);
        decisions = List.copyOf(decisions);
        unmatchedExclusions = List.copyOf(unmatchedExclusions);
    }

    /** The tensors that must be observed before ranges can be chosen, each once, in order of first use. */
    public List<String> observedTensors() {
        return tensors.stream()
                .flatMap(tensor -> makers(tensor.range()).stream())
                .distinct()
                .toList();
    }

    private static List<String> makers(RangeSource source) {
        if (source instanceof RangeSource.Observed observed) {
            return observed.makers();
        }
        if (source instanceof RangeSource.BeforeActivation before) {
            return before.output().makers();
        }
        if (source instanceof RangeSource.BeforeGate gate) {
            return gate.input().makers();
        }
        return List.of();
    }
}
