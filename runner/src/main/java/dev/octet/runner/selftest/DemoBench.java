package dev.octet.runner.selftest;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.demo.DemoModel;
import dev.octet.runner.demo.Detector;
import dev.octet.runner.demo.scene.SceneFolder;
import dev.octet.runner.demo.scene.SceneGenerator;
import dev.octet.runner.demo.scene.SceneObject;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.pipeline.DetectionPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The demo's detector with scenes drawn for it: in float, calibrated and quantized. */
final class DemoBench {

    private final Path folder;
    private final Map<String, OnnxModel> quantized = new LinkedHashMap<>();
    private @Nullable OnnxModel model;
    private @Nullable Detector detector;
    private @Nullable SceneFolder scenes;
    private @Nullable Calibration calibration;
    private @Nullable List<float[]> inputs;

    DemoBench(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    OnnxModel model() {
        if (model == null) {
            model = DemoModel.load();
        }
        return model;
    }

    Detector detector() {
        if (detector == null) {
            detector = Detector.of(model());
        }
        return detector;
    }

    ImageFolder images() {
        if (scenes == null) {
            scenes = SceneFolder.draw(
                    folder.resolve("scenes"), SelfTestDefaults.SEED, SelfTestDefaults.SCENES, ProgressListener.none());
        }
        return ImageFolder.at(scenes.images());
    }

    /** What is drawn in each scene. */
    List<List<SceneObject>> truth() {
        SceneGenerator generator = new SceneGenerator(SelfTestDefaults.SEED);
        return IntStream.range(0, SelfTestDefaults.SCENES)
                .mapToObj(index -> generator.scene(index).objects())
                .toList();
    }

    Calibration calibration() {
        if (calibration == null) {
            try (CalibrationImages source =
                    CalibrationImages.open(images(), detector().letterbox(), inputName(), LoaderOptions.defaults())) {
                calibration = Calibrator.of(model()).calibrate(source, ProgressListener.none());
            }
        }
        return calibration;
    }

    /** The model in INT8 for the target of that name. */
    OnnxModel quantized(String target) {
        return quantized.computeIfAbsent(target, name -> {
            DeploymentTarget found = DeploymentTarget.all().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no target " + name));
            return Quantizer.forTarget(found).quantize(model(), calibration()).model();
        });
    }

    /** The confident detections of each scene. */
    List<List<Detection>> detections(OnnxModel of) {
        List<List<Detection>> found = new ArrayList<>();
        List<BadImage> bad = new DetectionPipeline(
                        of,
                        detector().face(),
                        detector().head(),
                        detector().letterbox(),
                        detector().head().evaluationSettings())
                .run(
                        images(),
                        LoaderOptions.defaults(),
                        (index, all) -> found.add(all.stream()
                                .filter(one -> one.score() >= SelfTestDefaults.SCORE)
                                .toList()),
                        ProgressListener.none());
        if (!bad.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The scene " + bad.get(0).file() + ", drawn a moment ago, cannot be read: "
                            + bad.get(0).reason() + ".",
                    "Check that nothing else writes into this folder, and run it again.");
        }
        return found;
    }

    String inputName() {
        return detector().face().inputName();
    }

    long[] inputShape() {
        return new long[] {
            1, 3, detector().letterbox().height(), detector().letterbox().width()
        };
    }

    /** Every scene as the model's input {@code [1, 3, height, width]}. */
    List<float[]> inputs() {
        if (inputs == null) {
            List<float[]> made = new ArrayList<>();
            try (ImageLoader loader = ImageLoader.open(images(), detector().letterbox(), LoaderOptions.defaults())) {
                loader.forEach(image -> {
                    float[] copy = new float[image.chw().capacity()];
                    image.chw().duplicate().clear().get(copy);
                    made.add(copy);
                });
            }
            inputs = List.copyOf(made);
        }
        return inputs;
    }

    /** What ONNX Runtime makes of the first inputs: the float32 outputs by name. */
    List<Map<String, float[]>> reference(OnnxModel of) {
        try (InferenceSession session = ModelSession.open(of, SessionOptions.defaults())) {
            return inputs().stream()
                    .limit(SelfTestDefaults.COMPARED)
                    .map(values -> outputs(session, values))
                    .toList();
        }
    }

    /** The float32 outputs of a session by name. */
    Map<String, float[]> outputs(dev.octet.bindings.session.Session session, float[] values) {
        try (HostTensor input = HostTensor.copyOf(values, inputShape())) {
            Map<String, float[]> copies = new LinkedHashMap<>();
            session.run(Map.of(inputName(), input)).forEach((name, output) -> {
                try (output) {
                    float[] copy = new float[Math.toIntExact(output.elementCount())];
                    output.floats().get(copy);
                    copies.put(name, copy);
                }
            });
            return copies;
        }
    }
}
