package dev.octet.calibrator.torchscript;

import static dev.octet.calibrator.model.TinyModels.integer;
import static dev.octet.calibrator.model.TinyModels.ints;
import static dev.octet.calibrator.model.TinyModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.TinySamples;
import dev.octet.calibrator.finetune.NeedsLibTorch;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchScriptExportTest implements NeedsLibTorch {

    private static final OnnxModel FLOAT = TinyDetector.model();

    @TempDir
    private Path folder;

    private static OnnxModel quantized(DeploymentTarget target) {
        List<Map<String, FloatTensor>> samples = TinySamples.ramps(4);
        Calibration calibration = Calibrator.of(FLOAT)
                .alsoFor(target)
                .calibrate(CalibrationSource.of("ramps", samples, samples.size()), ProgressListener.none());
        return Quantizer.forTarget(target).quantize(FLOAT, calibration).model();
    }

    private static TorchScriptModel export(OnnxModel model) {
        return TorchScriptExport.of(model, TorchScriptExport.Format.TORCHSCRIPT, Map.of("octet.json", "{}"));
    }

    /** The source that libtorch has written into the file. */
    private String source(TorchScriptModel made) throws IOException {
        Path file = folder.resolve("module.pt");
        made.writeTo(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(one -> one.getName().endsWith("code/__torch__.py"))
                    .findFirst()
                    .orElseThrow();
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void convolutions_between_pairs_compute_on_integers_and_the_output_is_onnx_runtimes() throws IOException {
        OnnxModel model = quantized(DeploymentTarget.onnxRuntime());
        TorchScriptModel made = export(model);
        String source = source(made);
        assertThat(count(source, "ops.quantized.conv2d(")).isEqualTo(3);
        assertThat(count(source, "torch.conv2d(")).isEqualTo(1);
        assertThat(count(source, "torch.max_pool2d(")).isEqualTo(1);
        for (int seed = 10; seed < 13; seed++) {
            TorchScriptCheck check = TorchScriptCheck.of(made, model, TinySamples.ramp(seed));
            assertThat(check.layers()).hasSizeGreaterThan(8);
            assertThat(check.layerSteps()).as("seed %d", seed).isLessThanOrEqualTo(1);
            assertThat(check.worstHead().steps()).as("seed %d", seed).isLessThan(0.01);
            assertThat(check.worstOutput().steps()).as("seed %d", seed).isLessThan(1);
        }
    }

    @Test
    void pairs_of_tensorrts_int8_are_computed_in_uint8_and_nothing_differs() throws IOException {
        OnnxModel model = quantized(DeploymentTarget.tensorRt());
        TorchScriptModel made = export(model);
        assertThat(source(made)).contains(", 128, 13)");
        TorchScriptCheck check = TorchScriptCheck.of(made, model, TinySamples.ramp(10));
        assertThat(check.layerSteps()).isLessThanOrEqualTo(1);
        assertThat(check.worstOutput().steps()).isLessThan(1);
    }

    private static TinyModels integerGraph() {
        return TinyModels.opset(13)
                .input("x", 1, 2, 4, 4)
                .constant(Initializer.ofFloats("s", new float[] {0.25f}))
                .constant(Initializer.of("z", TensorType.INT8, TensorShape.of(), new byte[] {-3}))
                .node("QuantizeLinear", "x s z", "x_q");
    }

    /** {@code x = 0.25 (q + 3)} in int8, moved as integers, with a border of the integer 5. */
    @Test
    void what_moves_bare_integers_moves_them_here() throws IOException {
        OnnxModel model = integerGraph()
                .longs("pads", 0, 0, 1, 0, 0, 0, 0, 2)
                .constant(Initializer.of("five", TensorType.INT8, TensorShape.of(), new byte[] {5}))
                .node("Pad", "x_q pads five", "padded")
                .node("Transpose", "padded", "turned", ints("perm", 0, 2, 3, 1))
                .node("Concat", "turned turned", "joined", integer("axis", 3))
                .longs("shape", 0, 5, -1)
                .node("Reshape", "joined shape", "flat")
                .node("DequantizeLinear", "flat s z", "y")
                .output("y")
                .build();
        TorchScriptModel made = export(model);
        assertThat(made.integerNodes()).isEqualTo(4);
        assertThat(made.floatNodes()).isZero();
        FloatTensor x = TinySamples.noise(5, 1, 2, 4, 4);
        assertThat(TorchScriptCheck.of(made, model, Map.of("x", x))
                        .worstOutput()
                        .largest())
                .isZero();
    }

    @Test
    void moves_between_pairs_of_one_grid_need_no_floats() throws IOException {
        OnnxModel model = integerGraph()
                .node("DequantizeLinear", "x_q s z", "a")
                .node("Split", "a", "b c", integer("axis", 1))
                .node("QuantizeLinear", "b s z", "b_q")
                .node("QuantizeLinear", "c s z", "c_q")
                .node("DequantizeLinear", "b_q s z", "b_dq")
                .node("DequantizeLinear", "c_q s z", "c_dq")
                .node("Concat", "c_dq b_dq", "d", integer("axis", 1))
                .node("QuantizeLinear", "d s z", "d_q")
                .node("DequantizeLinear", "d_q s z", "d_dq")
                .constant(Initializer.ofFloats("scales", new float[] {1, 1, 2, 2}, 4))
                .node(
                        "Resize",
                        "d_dq  scales",
                        "e",
                        text("coordinate_transformation_mode", "asymmetric"),
                        text("nearest_mode", "floor"))
                .node("QuantizeLinear", "e s z", "e_q")
                .node("DequantizeLinear", "e_q s z", "y")
                .output("y")
                .build();
        TorchScriptModel made = export(model);
        assertThat(count(source(made), "quantize_per_tensor")).isEqualTo(1);
        assertThat(made.floatNodes()).isZero();
        FloatTensor x = TinySamples.noise(6, 1, 2, 4, 4);
        assertThat(TorchScriptCheck.of(made, model, Map.of("x", x))
                        .worstOutput()
                        .largest())
                .isZero();
    }

    /** As pytorch-quantization exports it: weights in floats with a pair behind them. */
    @Test
    void stored_floats_with_a_pair_behind_them_are_rounded_before_they_are_stored() throws IOException {
        OnnxModel model = integerGraph()
                .node("DequantizeLinear", "x_q s z", "a")
                .constant(Initializer.ofFloats("w", new float[] {0.4f, -1.3f, 2, 0.7f}, 2, 2, 1, 1))
                .constant(Initializer.ofFloats("ws", new float[] {0.01f, 0.02f}, 2))
                .constant(Initializer.of("wz", TensorType.INT8, TensorShape.of(2), new byte[2]))
                .node("QuantizeLinear", "w ws wz", "w_q", integer("axis", 0))
                .node("DequantizeLinear", "w_q ws wz", "w_dq", integer("axis", 0))
                .node("Conv", "a w_dq", "c")
                .node("QuantizeLinear", "c s z", "c_q")
                .node("DequantizeLinear", "c_q s z", "y")
                .output("y")
                .build();
        TorchScriptModel made = export(model);
        assertThat(source(made)).contains("ops.quantized.conv2d(");
        FloatTensor x = TinySamples.noise(7, 1, 2, 4, 4);
        assertThat(TorchScriptCheck.of(made, model, Map.of("x", x))
                        .worstOutput()
                        .steps())
                .isLessThan(1);
    }

    @Test
    void operators_that_are_not_known_are_named_together() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 2, 4, 4)
                .node("Sin", "x", "a")
                .node("TopK", "a k", "b i")
                .longs("k", 1)
                .output("b")
                .build();
        assertThatThrownBy(() -> export(model)).isInstanceOfSatisfying(ToolkitException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
            assertThat(e.getMessage())
                    .isEqualTo(
                            "Model " + model.name() + " has operators that the export to TorchScript does not know: Sin"
                                    + " (node the_sin), TopK (node the_topk).");
            assertThat(e.remedy())
                    .isEqualTo("Export the ONNX model without it, such as with raw heads and without NMS.");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            linear  | it has mode linear.
            cubic   | it has mode cubic.
            """)
    void a_form_that_is_not_known_is_named_with_its_node(String mode, String why) {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 2, 4, 4)
                .constant(Initializer.ofFloats("scales", new float[] {1, 1, 2, 2}, 4))
                .node("Resize", "x  scales", "y", text("mode", mode))
                .output("y")
                .build();
        assertThatThrownBy(() -> export(model))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("Node the_resize (Resize) cannot be exported to TorchScript: " + why);
    }

    @Test
    void sixteen_bits_are_refused() {
        OnnxModel model = TinyModels.opset(21)
                .input("x", 1, 2)
                .constant(Initializer.ofFloats("s", new float[] {0.25f}))
                .constant(Initializer.of("z", TensorType.INT16, TensorShape.of(), new byte[2]))
                .node("QuantizeLinear", "x s z", "q")
                .node("DequantizeLinear", "q s z", "y")
                .output("y")
                .build();
        assertThatThrownBy(() -> export(model))
                .isInstanceOf(ToolkitException.class)
                .hasMessage(
                        "Node the_quantizelinear (QuantizeLinear) cannot be exported to TorchScript: it has integers of"
                                + " type INT16.");
    }

    /** A difference of half a step of the second channel, whose range is 10. */
    @Test
    void steps_are_of_the_range_that_a_channel_has() {
        float[] expected = {0, 1, 5, 15};
        float[] actual = {0, 1, 5, 15 + 10f / 255 / 2};
        OutputSteps steps = OutputSteps.of("y", new long[] {1, 2, 1, 2}, expected, actual);
        assertThat(steps.steps()).isCloseTo(0.5, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(steps.largest()).isCloseTo(10.0 / 510, org.assertj.core.data.Offset.offset(1e-6));
    }
}
