package dev.octet.calibrator.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real detectors, quantized for TensorRT on photos, in half precision beside float32. */
@Tag("shared")
class HalfDetectorsTest {

    private static final int PHOTOS = 4;

    /** How far half precision may take the INT8 model from the float one beyond what INT8 does. */
    private static final double LOSS = 0.002;

    /**
     * A value beside the middle of a step may fall to the other side, a whole step: how much that is in the outputs depends on
     * what a step is there. YOLOX-Nano, unrepaired, is at a cosine of 0.90 to float by its steps alone.
     */
    @ParameterizedTest
    @CsvSource({"yolox_nano.onnx, yolox, 416, 0.985", "yolov7-tiny-w50-coco128/grid.onnx, yolo-fixed, 320, 0.9999"})
    void a_quantized_detector_gives_the_same_in_half_precision(
            String file, String preprocess, int size, double cosine) {
        OnnxModel model = OnnxModel.at(shared("models/" + file));
        Letterbox letterbox =
                preprocess.equals("yolox") ? Letterbox.yolox(size, size) : Letterbox.yoloFixed(size, size);
        ImageFolder photos = ImageFolder.at(shared("data/coco128/images")).limit(PHOTOS);
        OnnxModel int8 = Quantizer.forTarget(DeploymentTarget.tensorRt())
                .quantize(model, calibration(model, photos, letterbox))
                .model();

        HalfPrecisionModel half = HalfPrecisionModel.of(int8);

        assertThat(half.kept()).isEmpty();
        Graph graph = half.model().graph();
        assertThat(graph.initializers().stream().filter(constant -> constant.type() == TensorType.FLOAT))
                .as("what is left in float32 is the scales and regions of Resize")
                .allSatisfy(constant -> assertThat(graph.consumers(constant.name()))
                        .allSatisfy(reader -> assertThat(reader.opType()).isEqualTo("Resize")));
        assertThat(half.model().sizeBytes()).isLessThan(int8.sizeBytes());
        Map<String, float[]> image =
                image(photos, letterbox, model.graph().inputs().get(0).name());
        Map<String, float[]> single = HalfRuns.run(int8, image);
        Map<String, float[]> unquantized = HalfRuns.run(model, image);
        HalfRuns.run(half.model(), image).forEach((name, values) -> {
            assertThat(HalfRuns.cosine(values, single.get(name))).as(name).isGreaterThan(cosine);
            assertThat(HalfRuns.cosine(values, unquantized.get(name)))
                    .as("%s to float32", name)
                    .isGreaterThan(HalfRuns.cosine(single.get(name), unquantized.get(name)) - LOSS);
        });
        HalfPrecisionModel again = HalfPrecisionModel.of(half.model());
        assertThat(again.model().toBytes()).isEqualTo(half.model().toBytes());
    }

    @ParameterizedTest
    @CsvSource({"yolox_nano.onnx, yolox, 416", "yolov7-tiny-w50-coco128/grid.onnx, yolo-fixed, 320"})
    void a_float_detector_gives_the_same_in_half_precision(String file, String preprocess, int size) {
        OnnxModel model = OnnxModel.at(shared("models/" + file));
        Letterbox letterbox =
                preprocess.equals("yolox") ? Letterbox.yolox(size, size) : Letterbox.yoloFixed(size, size);
        ImageFolder photos = ImageFolder.at(shared("data/coco128/images")).limit(1);
        Map<String, float[]> image =
                image(photos, letterbox, model.graph().inputs().get(0).name());
        Map<String, float[]> single = HalfRuns.run(model, image);

        HalfPrecisionModel half = HalfPrecisionModel.of(model);

        assertThat(half.kept()).isEmpty();
        HalfRuns.run(half.model(), image)
                .forEach((name, values) -> assertThat(HalfRuns.cosine(values, single.get(name)))
                        .as(name)
                        .isGreaterThan(0.9999));
    }

    @Test
    void a_detector_with_suppression_keeps_it_and_what_leads_to_it_in_float32() {
        OnnxModel model = OnnxModel.at(shared("models/yolov7-tiny-w25/end2end-ort.onnx"));
        HalfPrecisionModel half = HalfPrecisionModel.of(model);
        assertThat(half.kept()).anyMatch(kept -> kept.operator().equals("NonMaxSuppression"));
        assertThat(half.kept()).noneMatch(kept -> kept.operator().equals("Conv"));
        Map<String, float[]> found = HalfRuns.run(half.model(), 1);
        assertThat(found.keySet()).isEqualTo(HalfRuns.run(model, 1).keySet());
        assertThat(HalfPrecisionModel.of(half.model()).model().toBytes())
                .isEqualTo(half.model().toBytes());
    }

    private static Calibration calibration(OnnxModel model, ImageFolder photos, Letterbox letterbox) {
        String input = model.graph().inputs().get(0).name();
        try (CalibrationImages images = CalibrationImages.open(photos, letterbox, input, LoaderOptions.defaults())) {
            return Calibrator.of(model).calibrate(images, ProgressListener.none());
        }
    }

    private static Map<String, float[]> image(ImageFolder photos, Letterbox letterbox, String input) {
        try (CalibrationImages images = CalibrationImages.open(photos, letterbox, input, LoaderOptions.defaults());
                CalibrationSource.Sample sample = images.next().orElseThrow()) {
            FloatBuffer values = sample.inputs().get(input).values();
            float[] copy = new float[values.remaining()];
            values.get(values.position(), copy);
            return Map.of(input, copy);
        }
    }

    private static Path shared(String relative) {
        String root = System.getProperty("octet.shared", "");
        Assumptions.assumeFalse(root.isBlank(), "no shared data: ../shared is not there");
        Path path = Path.of(root, relative).normalize();
        Assumptions.assumeTrue(Files.exists(path), "no shared data: " + relative + " is not there");
        return path;
    }
}
