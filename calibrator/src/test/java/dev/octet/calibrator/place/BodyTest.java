package dev.octet.calibrator.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.TinyModels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A box head as YOLOv8 has it: a convolution, and behind it the mean of a softmax as a convolution with one output. */
class BodyTest {

    private final Graph graph = boxHead("Softmax");

    @Test
    void a_convolution_that_takes_the_mean_of_a_softmax_is_decode() {
        Body body = Body.of(graph);
        assertThat(body.isLast(graph.producer("detect").orElseThrow())).isTrue();
        assertThat(body.contains(graph.producer("body").orElseThrow())).isTrue();
        assertThat(body.isLast(graph.producer("mean").orElseThrow())).isFalse();
        assertThat(body.contains(graph.producer("mean").orElseThrow())).isFalse();
    }

    @Test
    void it_stays_in_float_with_the_reason_of_a_decode() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            Placement placement = PlacementPlanner.plan(graph, target, List.of());
            assertThat(reason(placement, "mean")).isEqualTo(Reason.BEHIND_LAST_CONVOLUTION);
            assertThat(reason(placement, "detect")).isEqualTo(Reason.LAST_CONVOLUTION);
            assertThat(reason(placement, "body")).isEqualTo(Reason.QUANTIZED);
        }
    }

    @Test
    void a_convolution_of_one_output_behind_anything_else_is_a_layer() {
        Graph other = boxHead("Sigmoid");
        Body body = Body.of(other);
        assertThat(body.isLast(other.producer("mean").orElseThrow())).isTrue();
        assertThat(body.isLast(other.producer("detect").orElseThrow())).isFalse();
    }

    private static Reason reason(Placement placement, String output) {
        return placement.decisions().stream()
                .filter(decision -> decision.node().outputs().contains(output))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    private static Graph boxHead(String function) {
        TinyModels model = TinyModels.opset(13).input("images", 1, 3, 4, 4);
        conv(model, "images", "body", 3, 4);
        conv(model, "body", "detect", 4, 16);
        model.longs("bins", 1, 4, 4, 16).node("Reshape", "detect bins", "sides");
        model.node("Transpose", "sides", "turned", TinyModels.ints("perm", 0, 2, 1, 3));
        model.node(function, "turned", "likely");
        conv(model, "likely", "mean", 4, 1);
        return model.output("mean").build().graph();
    }

    private static void conv(TinyModels model, String input, String output, int in, int out) {
        model.constant(Initializer.ofFloats(output + "_w", new float[out * in], out, in, 1, 1));
        model.node("Conv", input + " " + output + "_w", output);
    }
}
