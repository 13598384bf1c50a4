package dev.octet.calibrator.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.TinySamples;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private static final DeploymentTarget TENSORRT = DeploymentTarget.tensorRt();
    private static final DeploymentTarget ONNXRUNTIME = DeploymentTarget.onnxRuntime();

    @Test
    void a_model_brought_to_its_own_target_computes_what_it_did() {
        OnnxModel quantized = quantized(TENSORRT);
        Adoption.Result again = Adoption.of(quantized).to(TENSORRT);
        assertThat(again.roundedAnew()).isEmpty();
        assertThat(again.newlyInFloat()).isEmpty();
        assertThat(again.withoutRange()).isZero();
        assertThat(run(again.quantized().model())).isEqualTo(run(quantized));
    }

    @Test
    void a_model_brought_to_another_target_keeps_weights_and_ranges_and_stays_close() {
        OnnxModel quantized = quantized(TENSORRT);
        Adoption.Result moved = Adoption.of(quantized).to(ONNXRUNTIME);
        assertThat(moved.roundedAnew()).isEmpty();
        Graph before = quantized.graph();
        Graph after = moved.quantized().model().graph();
        assertThat(integers(after)).isNotEmpty().isSubsetOf(integers(before));
        float[] expected = run(quantized);
        float[] actual = run(moved.quantized().model());
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(0.15f));
        }
    }

    @Test
    void weights_in_float_behind_a_pair_become_the_integers_of_that_pair() {
        Adoption.Result result = Adoption.of(ForeignModels.pytorch()).to(TENSORRT);
        // 0.5 / 0.005 = 100, -0.26 / 0.005 = -52, 1 / 0.02 = 50, 0.04 / 0.02 = 2
        assertThat(integers(result.quantized().model().graph()))
                .contains(List.of((byte) 100, (byte) -52, (byte) 50, (byte) 2));
        assertThat(result.roundedAnew()).isEmpty();
    }

    @Test
    void the_lowest_integer_of_a_byte_is_kept_too() {
        Adoption.Result result = Adoption.of(ForeignModels.onnxRuntime()).to(TENSORRT);
        assertThat(integers(result.quantized().model().graph()))
                .contains(List.of((byte) 127, (byte) -128, (byte) 50, (byte) 2));
    }

    @Test
    void grids_of_the_target_are_kept_to_the_bit_and_others_cover_the_same_values() {
        var same = Adoption.of(ForeignModels.onnxRuntime()).to(ONNXRUNTIME).quantized();
        assertThat(same.parameters().get("middle")).satisfies(grid -> {
            assertThat(grid.scale()).isEqualTo(0.05f);
            assertThat(grid.zeroPoint()).isEqualTo(128);
        });
        var symmetric = Adoption.of(ForeignModels.onnxRuntime()).to(TENSORRT).quantized();
        // [-100, 155] steps of 0.01 and [-128, 127] steps of 0.02 and 0.03 are one group: 3.84 / 127
        assertThat(symmetric.parameters().get("joined").scale()).isCloseTo(3.84f / 127, within(1e-7f));
        assertThat(symmetric.parameters().get("joined").zeroPoint()).isZero();
    }

    @Test
    void the_float_form_has_no_pair_and_computes_with_the_values_of_the_integers() {
        OnnxModel model = Adoption.of(ForeignModels.onnxRuntime()).inFloat();
        assertThat(PairCheck.hasPairs(model)).isFalse();
        assertThat(model.graph().initializer("w_dq").orElseThrow().floats())
                .containsExactly(1.27f, -1.28f, 0.5f, 0.02f);
        assertThat(model.graph().initializer("b_dq").orElseThrow().floats()[0]).isCloseTo(0.1f, within(1e-6f));
    }

    @Test
    void a_model_without_pairs_has_nothing_to_keep() {
        OnnxModel plain = TinyDetector.model();
        assertThatThrownBy(() -> Adoption.of(plain))
                .hasMessage("Model " + plain.name() + " has no QuantizeLinear and no DequantizeLinear, so there are no"
                        + " scales to keep.");
    }

    private static List<List<Byte>> integers(Graph graph) {
        return graph.initializers().stream()
                .filter(constant ->
                        constant.type() == TensorType.INT8 && constant.shape().rank() > 1)
                .map(constant -> {
                    List<Byte> bytes = new java.util.ArrayList<>();
                    for (byte one : constant.bytes()) {
                        bytes.add(one);
                    }
                    return bytes;
                })
                .toList();
    }

    private static OnnxModel quantized(DeploymentTarget target) {
        OnnxModel model = TinyDetector.model();
        List<Map<String, FloatTensor>> samples = TinySamples.ramps(8);
        Calibration calibration = Calibrator.of(model)
                .calibrate(CalibrationSource.of("tiny", samples, samples.size()), ProgressListener.none());
        return Quantizer.forTarget(target).quantize(model, calibration).model();
    }

    private static float[] run(OnnxModel model) {
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(input(), 1, 3, 16, 16);
                HostTensor output =
                        session.run(Map.of(TinyDetector.INPUT, input)).get("scores")) {
            float[] values = new float[output.floats().capacity()];
            output.floats().get(0, values);
            return values;
        }
    }

    private static float[] input() {
        FloatTensor tensor = TinySamples.noise(3, 1, 3, 16, 16);
        float[] values = new float[3 * 16 * 16];
        tensor.values().get(0, values);
        return values;
    }
}
