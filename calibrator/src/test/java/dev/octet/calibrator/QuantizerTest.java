package dev.octet.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizerTest {

    private final OnnxModel model = TinyDetector.model();

    @TempDir
    private Path folder;

    @Test
    void int8_output_stays_close_to_float_on_both_targets() {
        Calibration calibration = calibrate(samples(), 1);
        float[] expected = run(model);
        for (DeploymentTarget target : DeploymentTarget.all()) {
            OnnxModel int8 =
                    Quantizer.forTarget(target).quantize(model, calibration).model();
            float[] actual = run(int8);
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
            }
            assertThat(worst)
                    .as("largest error of a probability, %s", target.name())
                    .isBetween(1e-7, 0.2);
        }
    }

    @Test
    void tensorrt_pairs_are_symmetric_int8_with_zero_point_zero_and_no_bias_has_one() {
        Graph graph = Quantizer.forTarget(DeploymentTarget.tensorRt())
                .quantize(model, calibrate(samples(), 1))
                .model()
                .graph();
        for (Node node : graph.nodes()) {
            if (node.opType().equals("QuantizeLinear") || node.opType().equals("DequantizeLinear")) {
                if (node.inputs().size() > 2) {
                    var zeroPoint = graph.initializer(node.inputs().get(2)).orElseThrow();
                    assertThat(zeroPoint.type()).isEqualTo(TensorType.INT8);
                    assertThat(zeroPoint.bytes()).containsOnly(0);
                }
                assertThat(graph.type(node.inputs().get(0))).isNotEqualTo(java.util.Optional.of(TensorType.INT32));
            }
            if (node.opType().equals("Conv")) {
                assertThat(graph.initializer(node.inputs().get(2)))
                        .as("float bias")
                        .isPresent();
            }
        }
    }

    @Test
    void onnxruntime_fuses_every_integer_convolution() {
        OnnxModel int8 = Quantizer.forTarget(DeploymentTarget.onnxRuntime())
                .quantize(model, calibrate(samples(), 1))
                .model();
        Path optimized = folder.resolve("optimized.onnx");
        InferenceSession.load(
                        int8.toBytes(),
                        SessionOptions.defaults()
                                .withOptimization(dev.octet.bindings.onnxruntime.OptimizationLevel.EXTENDED)
                                .withOptimizedModelFile(optimized))
                .close();
        List<String> operators = OnnxModel.at(optimized).graph().nodes().stream()
                .map(Node::opType)
                .toList();
        assertThat(Collections.frequency(operators, "QLinearConv")).isEqualTo(3);
        assertThat(Collections.frequency(operators, "Conv") + Collections.frequency(operators, "FusedConv"))
                .as("the head")
                .isEqualTo(1);
        assertThat(operators).contains("QLinearSigmoid", "QLinearMul", "QLinearAdd", "QLinearConcat");
    }

    @Test
    void threads_and_order_do_not_change_a_byte() {
        List<Map<String, FloatTensor>> shuffled = new ArrayList<>(samples());
        Collections.reverse(shuffled);
        byte[] once = calibrate(samples(), 1).table().toBytes();
        assertThat(calibrate(samples(), 2).table().toBytes()).isEqualTo(once);
        assertThat(calibrate(shuffled, 2).table().toBytes()).isEqualTo(once);
    }

    @Test
    void the_same_calibration_gives_the_same_bytes() {
        Calibration calibration = calibrate(samples(), 2);
        calibration.writeTo(folder.resolve("c.json"));
        Quantizer quantizer = Quantizer.forTarget(DeploymentTarget.onnxRuntime());
        assertThat(quantizer
                        .quantize(model, Calibration.at(folder.resolve("c.json")))
                        .model()
                        .toBytes())
                .isEqualTo(quantizer.quantize(model, calibration).model().toBytes());
    }

    @Test
    void a_calibration_of_another_model_is_refused() {
        Calibration calibration = calibrate(samples(), 1);
        OnnxModel other = model.edit().build().upgradedTo(13);
        var editor = model.edit();
        editor.setMetadata("changed", "yes");
        OnnxModel changed = editor.build();
        assertThat(other.opset()).isEqualTo(13);
        assertThatThrownBy(
                        () -> Quantizer.forTarget(DeploymentTarget.tensorRt()).quantize(changed, calibration))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessageStartingWith("The calibration table was made for another model");
    }

    @Test
    void excluding_everything_leaves_the_float_model() {
        QuantizedModel quantized = Quantizer.forTarget(DeploymentTarget.onnxRuntime())
                .excluding(List.of(Pattern.compile(".")))
                .quantize(model, calibrate(samples(), 1));
        assertThat(quantized.placement().tensors()).isEmpty();
        assertThat(run(quantized.model())).isEqualTo(run(model));
    }

    @Test
    void no_samples_is_a_clear_failure() {
        assertThatThrownBy(() -> calibrate(List.of(), 2)).hasMessage("There are no calibration samples.");
    }

    @Test
    void a_sample_of_the_wrong_shape_is_named() {
        List<Map<String, FloatTensor>> wrong =
                List.of(Map.of(TinyDetector.INPUT, FloatTensor.of(new float[3], 1, 3, 1, 1)));
        assertThatThrownBy(() -> calibrate(wrong, 1))
                .hasMessage("A calibration sample does not fit input images [1, 3, 16, 16]: it has shape [1,3,1,1].");
    }

    @Test
    void nan_and_infinite_activations_are_counted_and_named() {
        float[] values = new float[3 * 16 * 16];
        values[0] = Float.NaN;
        values[1] = Float.POSITIVE_INFINITY;
        Calibration calibration =
                calibrate(List.of(Map.of(TinyDetector.INPUT, FloatTensor.of(values, 1, 3, 16, 16))), 1);
        assertThat(calibration.warnings())
                .contains("Tensor images had 1 NaN and 1 infinite values of 768; they do not count for its range.");
    }

    private Calibration calibrate(List<Map<String, FloatTensor>> samples, int threads) {
        return Calibrator.of(model)
                .withThreads(threads)
                .calibrate(CalibrationSource.of("tiny", samples, samples.size()), ProgressListener.none());
    }

    private static List<Map<String, FloatTensor>> samples() {
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            samples.add(Map.of(TinyDetector.INPUT, FloatTensor.of(random(seed), 1, 3, 16, 16)));
        }
        return samples;
    }

    private static float[] random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * 16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static float[] run(OnnxModel model) {
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(random(3), 1, 3, 16, 16)) {
            HostTensor output = session.run(Map.of(TinyDetector.INPUT, input)).get("scores");
            try (output) {
                float[] values = new float[output.floats().capacity()];
                output.floats().get(0, values);
                return values;
            }
        }
    }
}
