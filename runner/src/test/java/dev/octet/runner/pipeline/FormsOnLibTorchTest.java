package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.finetune.TorchGraph;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.SharedData;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every model of the shared data gives on libtorch what it gives in ONNX Runtime, up to an NMS that it may end in. Without
 * oneDNN, whose convolutions round more: with it YOLOX-Nano is off by 7e-4, while ONNX Runtime's own levels of optimization are
 * 0.9e-4 apart.
 */
@Tag("shared")
class FormsOnLibTorchTest {

    /** Of the largest value of a tensor, at least 1. */
    private static final double TOLERANCE = 1e-4;

    @BeforeAll
    static void libtorch_is_here() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "libtorch is on Maven Central for x86-64 only");
        LibTorch.useOneDnn(false);
    }

    @AfterAll
    static void others_find_it_as_it_was() {
        if (LibTorch.library().isAvailable()) {
            LibTorch.useOneDnn(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yolox_nano",
                "yolov7-tiny-640",
                "yolov7-tiny-w25/grid",
                "yolov7-tiny-w25/raw",
                "yolov7-tiny-w25/end2end-ort",
                "yolov7-tiny-w25/end2end-trt",
                "yolov7-tiny-w50-coco128/grid",
                "yolov7-tiny-w50-coco128/raw",
                "yolov7-tiny-w50-coco128/end2end-ort",
                "yolov7-tiny-w50-coco128/end2end-trt"
            })
    void values_are_those_of_onnx_runtime(String name) {
        LibTorch.useThreads(2);
        OnnxModel model = OnnxModel.at(SharedData.path("models/" + name + ".onnx"));
        DetectorFace face = DetectorFace.of(model);
        List<String> wanted = face.requireHead().outputLoss().tensors();
        FloatTensor photo = photo(face);
        float[] values = new float[photo.values().limit()];
        photo.values().get(0, values);
        long[] shape = photo.shape().toArray();
        try (InferenceSession session =
                        InferenceSession.load(ExposedModel.exposing(model, wanted), SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(values, shape);
                TorchGraph graph = TorchGraph.of(model, wanted, TorchDevice.cpu());
                TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Map<String, HostTensor> expected = session.run(Map.of(face.inputName(), input));
            Map<String, Tensor> seen =
                    Gradients.off(() -> graph.run(Map.of(face.inputName(), step.floats(values, shape)), step));
            for (String tensor : wanted) {
                assertThat(furthest(
                                expected.get(tensor).floats(), seen.get(tensor).floats()))
                        .as(tensor)
                        .isLessThan(TOLERANCE);
            }
            expected.values().forEach(HostTensor::close);
        }
    }

    private static FloatTensor photo(DetectorFace face) {
        Path photos = SharedData.path("data/coco128/images");
        SampleImages samples = new SampleImages(
                LoaderOptions.defaults().withThreads(1),
                face.letterbox(face.requireHead().preprocess()),
                face.image());
        return samples.spread(ImageFolder.at(photos), 1)
                .get(0)
                .values()
                .iterator()
                .next();
    }

    private static double furthest(FloatBuffer expected, float[] seen) {
        assertThat(seen).hasSize(expected.limit());
        double furthest = 0;
        double largest = 1;
        for (int i = 0; i < seen.length; i++) {
            furthest = Math.max(furthest, Math.abs(seen[i] - (double) expected.get(i)));
            largest = Math.max(largest, Math.abs(expected.get(i)));
        }
        return furthest / largest;
    }
}
