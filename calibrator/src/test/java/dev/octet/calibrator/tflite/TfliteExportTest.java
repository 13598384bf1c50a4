package dev.octet.calibrator.tflite;

import static dev.octet.calibrator.model.TinyModels.integer;
import static dev.octet.calibrator.model.TinyModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tflite.TfliteOptions;
import dev.octet.bindings.tflite.TfliteSession;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.QuantizationPlan;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.support.metadata.MetadataExtractor;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;

class TfliteExportTest {

    private static final OnnxModel MODEL = TinyDetector.model();
    private static final float[] INPUT = LiteRuns.random(MODEL, 3);

    @Test
    void a_file_of_integers_takes_and_gives_int8() {
        byte[] file = integers(TflitePrecision.INT8, true).bytes();
        try (TfliteSession session = TfliteSession.load(file, TfliteOptions.of(1))) {
            assertThat(session.inputs().get(0).type()).isEqualTo(ElementType.INT8);
            assertThat(session.inputs().get(0).shape()).containsExactly(1L, 16L, 16L, 3L);
            assertThat(session.outputs().get(0).type()).isEqualTo(ElementType.INT8);
            assertThat(session.outputs().get(0).shape()).containsExactly(1L, 6L, 16L, 16L);
        }
        float[] expected = LiteRuns.onnx(MODEL, INPUT).get("scores");
        assertThat(OperatorExportTest.sqnr(
                        expected, LiteRuns.lite(file, INPUT, false).get("scores")))
                .isGreaterThan(30);
    }

    @Test
    void every_node_is_counted_once_and_nothing_is_left_in_float() {
        TfliteModel all = integers(TflitePrecision.INT8, false);
        assertThat(all.nodes()).isEqualTo(new TfliteModel.Counts(10, 3, 0));
        assertThat(all.transposes()).isEqualTo(1);
        assertThat(integers(TflitePrecision.INT8_FLOAT_HEAD, false).nodes())
                .isEqualTo(new TfliteModel.Counts(10, 0, 3));
    }

    @Test
    void concatenated_tensors_and_pools_have_one_scale() {
        byte[] file = integers(TflitePrecision.INT8, false).bytes();
        try (TfliteSession session =
                TfliteSession.load(file, TfliteOptions.of(1).withEveryTensor())) {
            assertThat(session.tensor("pooled").step())
                    .isEqualTo(session.tensor("joined").step());
            assertThat(session.tensor("sum").step())
                    .isEqualTo(session.tensor("pooled").step());
            assertThat(session.tensor("stem_gate").step().orElseThrow().scale()).isEqualTo(1 / 256f);
            assertThat(session.tensor("stem_gate").step().orElseThrow().zeroPoint())
                    .isEqualTo(-128);
        }
    }

    @Test
    void inner_tensors_can_be_read_as_the_onnx_model_has_them() {
        byte[] file = TfliteExport.of(LiteRuns.PLAIN, Map.of())
                .inFloats(MODEL, TflitePrecision.FLOAT32)
                .bytes();
        OnnxModel exposed = dev.octet.calibrator.expose.ExposedModel.of(MODEL, List.of("joined"));
        float[] expected = LiteRuns.onnx(exposed, INPUT).get("joined");
        assertThat(LayerSession.tensors(file)).contains("joined", "stem_silu", "scores");
        try (LayerSession session = LayerSession.open(file, List.of("joined"), 1)) {
            assertThat(session.outputs().get(0).shape()).containsExactly(1L, 16L, 16L, 16L);
            HostTensor seen = session.run(Map.of("images", HostTensor.copyOf(INPUT, 1, 3, 16, 16)))
                    .get("joined");
            float[] values = new float[expected.length];
            seen.floats().get(values);
            assertThat(OperatorExportTest.sqnr(expected, values)).isGreaterThan(100);
        }
    }

    @Test
    void the_same_input_gives_the_same_bytes() {
        assertThat(integers(TflitePrecision.INT8, false).bytes())
                .isEqualTo(integers(TflitePrecision.INT8, false).bytes());
    }

    @Test
    void weights_are_a_quarter_or_a_half() {
        OnnxModel wide = wide();
        TfliteExport export = TfliteExport.of(LiteRuns.PLAIN, Map.of());
        long floats = export.inFloats(wide, TflitePrecision.FLOAT32).sizeBytes();
        assertThat(export.inFloats(wide, TflitePrecision.FLOAT16).sizeBytes()).isBetween(floats / 2, floats * 3 / 5);
        TfliteModel dynamic = export.inFloats(wide, TflitePrecision.DYNAMIC_RANGE);
        assertThat(dynamic.sizeBytes()).isBetween(floats / 4, floats / 3);
        float[] input = LiteRuns.random(wide, 5);
        float[] expected = LiteRuns.onnx(wide, input).get("y");
        assertThat(OperatorExportTest.sqnr(
                        expected, LiteRuns.lite(dynamic.bytes(), input, false).get("y")))
                .isGreaterThan(30);
    }

    private static OnnxModel wide() {
        float[] weights = LiteRuns.random(64 * 64 * 3 * 3, 9);
        return TinyModels.opset(13)
                .input("x", 1, 64, 4, 4)
                .constant(dev.octet.calibrator.model.Initializer.ofFloats("w", weights, 64, 64, 3, 3))
                .node("Conv", "x w", "y", TinyModels.ints("pads", 1, 1, 1, 1))
                .output("y")
                .build();
    }

    @Test
    void metadata_have_labels_and_normalization_for_the_support_library() throws IOException {
        TfliteDescription description = new TfliteDescription(
                "tiny",
                "A test.",
                Optional.of(new TfliteDescription.Image(true, List.of(127.5f), List.of(128f), "16 x 16")),
                List.of("person", "bicycle"));
        byte[] file = TfliteExport.of(description, Map.of("octet.head", "yolo"))
                .inFloats(MODEL, TflitePrecision.FLOAT32)
                .bytes();
        MetadataExtractor extractor = new MetadataExtractor(ByteBuffer.wrap(file));
        assertThat(extractor.getModelMetadata().name()).isEqualTo("tiny");
        assertThat(extractor.getAssociatedFileNames()).containsExactly("labels.txt");
        assertThat(new String(extractor.getAssociatedFile("labels.txt").readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("person\nbicycle\n");
        NormalizationOptions options = (NormalizationOptions)
                extractor.getInputTensorMetadata(0).processUnits(0).options(new NormalizationOptions());
        assertThat(options.mean(0)).isEqualTo(127.5f);
        assertThat(options.std(0)).isEqualTo(128f);
        assertThat(extractor.getOutputTensorMetadata(0).associatedFiles(0).name())
                .isEqualTo("labels.txt");
        assertThat(StoredFacts.of(file)).containsEntry("octet.head", "yolo");
        assertThat(StoredFacts.layouts(file)).containsEntry("images", Layout.channelsLast());
    }

    @Test
    void what_has_no_counterpart_is_named() {
        TinyModels model = TinyModels.opset(13)
                .input("x", 1, 3, 8, 8)
                .node("Erf", "x", "y")
                .output("y");
        assertThatThrownBy(() -> inFloats(model.build()))
                .hasMessageStartingWith(
                        "Node the_erf (Erf) cannot be exported to TensorFlow Lite: it has no counterpart;"
                                + " known are Add, AveragePool, Clip, Concat, Conv, ");
        TinyModels bilinear = TinyModels.opset(13)
                .input("x", 1, 3, 8, 8)
                .constant(dev.octet.calibrator.model.Initializer.ofFloats("s", new float[] {1, 1, 2, 2}, 4))
                .node("Resize", "x - s", "y", text("mode", "linear"))
                .output("y");
        assertThatThrownBy(() -> inFloats(bilinear.build()))
                .hasMessage("Node the_resize (Resize) cannot be exported to TensorFlow Lite: it interpolates (linear),"
                        + " expected nearest.");
    }

    @Test
    void an_open_size_is_refused() {
        TinyModels model = TinyModels.opset(13)
                .input("x", 1, 3, -1, 8)
                .node("Relu", "x", "y")
                .output("y");
        assertThatThrownBy(() -> inFloats(model.build()))
                .hasMessage("The shape of tensor 'x' is not known before the model runs ([1,3,?,8]); a TensorFlow Lite"
                        + " model has fixed shapes.");
    }

    @Test
    void integers_everywhere_need_the_ranges_of_the_head() {
        Calibration body = calibration(false);
        QuantizationPlan plan = Quantizer.forTarget(DeploymentTarget.tflite()).plan(MODEL, body);
        TfliteExport export = TfliteExport.of(LiteRuns.PLAIN, Map.of());
        assertThatThrownBy(() -> export.inIntegers(plan, body, TflitePrecision.INT8, false))
                .hasMessage("The calibration has no range of tensor 'detect', which integers behind the last"
                        + " convolutions need.");
        assertThat(export.inIntegers(plan, body, TflitePrecision.INT8_FLOAT_HEAD, false)
                        .remarks())
                .isEmpty();
    }

    @Test
    void one_step_for_boxes_and_scores_is_remarked() {
        OnnxModel mixed = mixed();
        float[] input = LiteRuns.random(mixed, 3);
        Calibration calibration = calibration(mixed, input, true);
        QuantizationPlan plan = Quantizer.forTarget(DeploymentTarget.tflite()).plan(mixed, calibration);
        TfliteExport export = TfliteExport.of(LiteRuns.PLAIN, Map.of());
        assertThat(export.inIntegers(plan, calibration, TflitePrecision.INT8, true)
                        .remarks())
                .singleElement()
                .asString()
                .startsWith("Output 'out' has one step of ")
                .endsWith(", and those of 'scores' reach to 1.0 only: export with --io float, or a model with raw"
                        + " heads.");
        byte[] floats = export.inIntegers(plan, calibration, TflitePrecision.INT8, false)
                .bytes();
        float[] expected = LiteRuns.onnx(mixed, input).get("out");
        float[] seen = LiteRuns.lite(floats, input, false).get("out");
        float[] scores = java.util.Arrays.copyOfRange(expected, 0, expected.length / 2);
        assertThat(OperatorExportTest.sqnr(scores, java.util.Arrays.copyOfRange(seen, 0, scores.length)))
                .isGreaterThan(30);
    }

    /** Scores of at most 1 and boxes of hundreds in one output. */
    private static OnnxModel mixed() {
        float[] weights = LiteRuns.random(4 * 3, 9);
        return TinyModels.opset(13)
                .input("images", 1, 3, 8, 8)
                .constant(dev.octet.calibrator.model.Initializer.ofFloats("w", weights, 4, 3, 1, 1))
                .constant(dev.octet.calibrator.model.Initializer.ofFloats(
                        "v", new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, 4, 4, 1, 1))
                .constant(dev.octet.calibrator.model.Initializer.ofFloats("far", new float[] {300}))
                .node("Conv", "images w", "a")
                .node("Conv", "a v", "b")
                .node("Sigmoid", "b", "scores")
                .node("Mul", "b far", "boxes")
                .node("Concat", "scores boxes", "out", integer("axis", 1))
                .output("out")
                .build();
    }

    private static void inFloats(OnnxModel model) {
        TfliteExport.of(LiteRuns.PLAIN, Map.of()).inFloats(model, TflitePrecision.FLOAT32);
    }

    private static TfliteModel integers(TflitePrecision precision, boolean integerFace) {
        Calibration calibration = calibration(true);
        return TfliteExport.of(LiteRuns.PLAIN, Map.of())
                .inIntegers(
                        Quantizer.forTarget(DeploymentTarget.tflite()).plan(MODEL, calibration),
                        calibration,
                        precision,
                        integerFace);
    }

    private static Calibration calibration(boolean everyTensor) {
        return calibration(MODEL, INPUT, everyTensor);
    }

    private static Calibration calibration(OnnxModel model, float[] input, boolean everyTensor) {
        long[] shape = model.graph().inputs().get(0).shape().toArray();
        Calibrator calibrator = Calibrator.of(model).withThreads(1);
        return (everyTensor ? calibrator.withEveryTensor() : calibrator)
                .calibrate(
                        CalibrationSource.of("one", List.of(Map.of("images", FloatTensor.of(input, shape))), 1),
                        ProgressListener.none());
    }
}
