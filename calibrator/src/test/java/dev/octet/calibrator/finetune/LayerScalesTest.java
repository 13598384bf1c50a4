package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.WeightScheme;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerScalesTest implements NeedsLibTorch {

    @ParameterizedTest
    @ValueSource(strings = {"linear:8", "linear:4", "linear:3"})
    void a_gain_of_one_moves_the_outermost_integer_of_a_channel_by_about_a_step(String levels) {
        DeploymentTarget target = DeploymentTarget.tensorRt().withWeights(WeightScheme.named(levels));
        TrainingStart start = TinyTraining.start(target);
        Graph graph = start.student().graph();
        Node layer = start.request().placement().layers().get(0);
        LayerWeights weights = LayerWeights.of(graph, layer);
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            LayerScales scales = new LayerScales(weights, target, 1, scope);
            float[] values = weights.weights().floats();
            ChannelQuantization before = scales.quantized(values);
            float[] steps = scales.steps();
            float[] gains = scales.gains().floats();
            Arrays.fill(gains, 1);
            scales.gains().setInPlace(gains);
            ChannelQuantization after = scales.quantized(values);
            assertThat(after.values()).isEqualTo(before.values());
            for (int c = 0; c < steps.length; c++) {
                double outermost = 127 * (after.scales()[c] - before.scales()[c]);
                assertThat(outermost / steps[c]).isCloseTo(1.1, within(0.2));
            }
        }
    }
}
