package dev.octet.calibrator.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.model.Graph;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlacementPlannerTest {

    private final Graph graph = TinyDetector.model().graph();

    @Test
    void tensorrt_gets_pairs_on_layer_inputs_and_on_the_skip_input_only() {
        Placement placement = PlacementPlanner.plan(graph, DeploymentTarget.tensorRt(), List.of());
        assertThat(placement.tensors())
                .extracting(QuantizedTensor::tensor)
                .containsExactlyInAnyOrder("images", "stem_silu", "joined");
        assertThat(placement.layers()).hasSize(3);
        QuantizedTensor skip = tensor(placement, "stem_silu");
        assertThat(skip.readers()).extracting(edge -> edge.reader().opType()).containsExactly("Conv", "Add");
    }

    @Test
    void onnxruntime_gets_pairs_on_everything_between_integer_nodes() {
        Placement placement = PlacementPlanner.plan(graph, DeploymentTarget.onnxRuntime(), List.of());
        assertThat(placement.tensors())
                .extracting(QuantizedTensor::tensor)
                .contains("images", "stem", "stem_gate", "stem_silu", "sum", "pooled", "joined", "neck")
                .doesNotContain("detect", "scores");
    }

    @Test
    void last_convolution_and_what_follows_stay_in_float_with_their_reasons() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            Placement placement = PlacementPlanner.plan(graph, target, List.of());
            assertThat(reason(placement, "detect")).isEqualTo(Reason.LAST_CONVOLUTION);
            assertThat(reason(placement, "scores")).isEqualTo(Reason.BEHIND_LAST_CONVOLUTION);
        }
    }

    @Test
    void every_node_has_a_decision() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            assertThat(PlacementPlanner.plan(graph, target, List.of()).decisions())
                    .hasSameSizeAs(graph.nodes());
        }
    }

    @Test
    void an_excluded_layer_stays_in_float_and_an_exclusion_without_a_match_is_told() {
        String name = graph.producer("neck").orElseThrow().name();
        List<Pattern> exclusions =
                List.of(Pattern.compile("^" + Pattern.quote(name) + "$"), Pattern.compile("nothing"));
        Placement placement = PlacementPlanner.plan(graph, DeploymentTarget.onnxRuntime(), exclusions);
        assertThat(reason(placement, "neck")).isEqualTo(Reason.EXCLUDED);
        assertThat(placement.unmatchedExclusions()).containsExactly("nothing");
    }

    @Test
    void the_range_before_an_activation_comes_from_behind_it() {
        Placement placement = PlacementPlanner.plan(graph, DeploymentTarget.onnxRuntime(), List.of());
        assertThat(tensor(placement, "stem").range())
                .isEqualTo(new RangeSource.BeforeActivation(
                        new Activation.Silu(), new RangeSource.Observed("stem_silu", List.of("stem_silu"), false)));
        assertThat(tensor(placement, "stem_gate").range()).isEqualTo(new RangeSource.Fixed(0, 1));
    }

    @Test
    void copied_tensors_are_not_observed_but_their_makers_are() {
        Placement placement = PlacementPlanner.plan(graph, DeploymentTarget.onnxRuntime(), List.of());
        assertThat(placement.observedTensors())
                .contains("images", "stem_silu", "sum")
                .doesNotContain("pooled", "joined", "stem", "stem_gate");
    }

    @Test
    void silu_inverse_gives_back_the_input_right_of_the_turn() {
        Activation.Silu silu = new Activation.Silu();
        for (double x : new double[] {-1, -0.5, 0, 0.5, 3, 40}) {
            assertThat(silu.inputMax(x / (1 + Math.exp(-x))))
                    .isCloseTo(x, org.assertj.core.api.Assertions.within(1e-6));
        }
        assertThat(silu.inputMin(-0.27846)).isEqualTo(Activation.Silu.FLOOR);
    }

    private static QuantizedTensor tensor(Placement placement, String name) {
        return placement.tensors().stream()
                .filter(tensor -> tensor.tensor().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Reason reason(Placement placement, String output) {
        return placement.decisions().stream()
                .filter(decision -> decision.node().outputs().contains(output))
                .findFirst()
                .orElseThrow()
                .reason();
    }
}
