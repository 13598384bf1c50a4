package dev.octet.calibrator.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One 1x1 convolution of two input channels, whose means are 1.4 and 2.2. */
class BiasCorrectionTest {

    private static final List<Map<String, FloatTensor>> SAMPLES =
            List.of(Map.of("x", FloatTensor.of(new float[] {1, 1.8f, 2, 2.4f}, 1, 2, 1, 2)));

    @Test
    void what_rounded_weights_add_to_the_mean_is_taken_out_of_the_bias() {
        // 0.3 becomes 38/127 next to 1 = 127/127: the output rises by 2.2 * (38/127 - 0.3).
        float[] bias = corrected(conv(true), Map.of());
        assertThat(bias[0]).isCloseTo((float) (0.5 - 2.2 * (38.0 / 127 - 0.3)), within(1e-6f));
    }

    @Test
    void what_rounded_activations_add_is_taken_out_too() {
        // With steps of 1 the channels become 1, 2 (mean 1.5) and 2, 2 (mean 2): 0.1 * 1 - 0.2 * 38/127.
        QuantizationParameters ones = new QuantizationParameters(1, 0, IntegerFormat.INT8);
        float[] bias = corrected(conv(true), Map.of("x", ones));
        double lost = 2.2 * (38.0 / 127 - 0.3) + 0.1 - 0.2 * 38 / 127;
        assertThat(bias[0]).isCloseTo((float) (0.5 - lost), within(1e-6f));
    }

    @Test
    void a_layer_without_a_bias_gets_one() {
        float[] bias = corrected(conv(false), Map.of());
        assertThat(bias[0]).isCloseTo((float) (-2.2 * (38.0 / 127 - 0.3)), within(1e-6f));
    }

    @Test
    void without_samples_the_model_stays_as_it_is() {
        OnnxModel model = conv(true);
        assertThat(BiasCorrection.apply(
                        model, model, model.graph().nodes(), DeploymentTarget.onnxRuntime(), Map.of(), List.of()))
                .isSameAs(model);
    }

    private static float[] corrected(OnnxModel model, Map<String, QuantizationParameters> activations) {
        OnnxModel corrected = BiasCorrection.apply(
                model, model, model.graph().nodes(), DeploymentTarget.onnxRuntime(), activations, SAMPLES);
        String bias = corrected.graph().nodes().get(0).inputs().get(2);
        return corrected.graph().initializer(bias).orElseThrow().floats();
    }

    private static OnnxModel conv(boolean bias) {
        TinyModels model = TinyModels.opset(13).input("x", 1, 2, 1, 2);
        model.constant(Initializer.ofFloats("w", new float[] {1, 0.3f}, 1, 2, 1, 1));
        if (bias) {
            model.constant(Initializer.ofFloats("b", new float[] {0.5f}, 1));
        }
        model.node("Conv", bias ? "x w b" : "x w", "y", TinyModels.ints("kernel_shape", 1, 1));
        return model.output("y").build();
    }
}
