package dev.octet.calibrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FloatCostTest {

    /** Every convolution of 3 x 3 keeps height and width: 8 channels of 16 x 16 behind each. */
    private final Graph graph = UnevenDetector.model().graph();

    private final FloatCost alone = new FloatCost(graph, 0);
    private final FloatCost converting = new FloatCost(graph, 40);

    @Test
    void without_conversions_the_cost_is_the_operations() {
        Set<Node> wise = makersOf("wise");
        assertThat(alone.of(wise)).isEqualTo(8L * 16 * 16 * 9).isEqualTo(alone.macs(wise));
    }

    @Test
    void a_conversion_costs_its_operations_for_every_value_that_enters_or_leaves() {
        Set<Node> wise = makersOf("wise");
        assertThat(converting.of(wise) - converting.macs(wise))
                .isEqualTo(40L * (valuesOf("stem_silu") + valuesOf("wise")));
    }

    @Test
    void values_between_two_nodes_in_float_are_not_converted() {
        Set<Node> block = makersOf("wise", "wise_gate", "wise_silu");
        assertThat(converting.of(block) - converting.macs(block))
                .isEqualTo(40L * (valuesOf("stem_silu") + valuesOf("wise_silu")));
    }

    @Test
    void the_network_is_the_sum_of_its_layers() {
        assertThat(alone.network()).isEqualTo(alone.macs(new LinkedHashSet<>(graph.nodes())));
    }

    private long valuesOf(String tensor) {
        return graph.shape(tensor).orElseThrow().elementCount();
    }

    private Set<Node> makersOf(String... tensors) {
        return List.of(tensors).stream()
                .map(tensor -> graph.producer(tensor).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
