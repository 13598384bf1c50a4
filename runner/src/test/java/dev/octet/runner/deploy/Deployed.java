package dev.octet.runner.deploy;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.engine.BuildSettings;
import dev.octet.runner.engine.EngineEnvironment;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.engine.EnginePrecision;
import dev.octet.runner.engine.ShapeRange;
import dev.octet.runner.engine.TensorFace;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.EngineFace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Models on their way to a server. */
public final class Deployed {

    private static final List<String> NAMES = List.of("cat", "dog", "owl");

    private Deployed() {}

    /** An ONNX model of one grid, -1 for any batch. */
    public static DeployedModel onnx(Path folder, long batch) throws IOException {
        Path file =
                FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid(batch).write(folder.resolve("model.onnx"));
        OnnxModel model = OnnxModel.at(file);
        DetectorFace face = DetectorFace.of(model);
        return DeployedModel.of(file, model, face, face.letterbox("yolo"), NAMES);
    }

    /** An engine of one grid for up to four images. */
    public static DeployedModel engine(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.engine"), "ftrt");
        EngineManifest manifest = new EngineManifest(
                "ab".repeat(32),
                4,
                new EngineManifest.Source("model.onnx", "cd".repeat(32), true),
                Optional.empty(),
                new EngineEnvironment("10.15.1", "13.1", "13.0", "NVIDIA H200", 9, 0, "amd64"),
                BuildSettings.of(EnginePrecision.INT8),
                List.of(new ShapeRange(
                        "images", List.of(1L, 3L, 32L, 32L), List.of(1L, 3L, 32L, 32L), List.of(4L, 3L, 32L, 32L))),
                List.of(
                        new TensorFace("images", true, "kFLOAT", List.of(-1L, 3L, 32L, 32L)),
                        new TensorFace("grid", false, "kFLOAT", List.of(-1L, 63L, 8L))),
                12,
                "0.1.0",
                93.5);
        DetectorFace face = EngineFace.of(
                EngineSignature.of("model.engine", manifest),
                Optional.empty(),
                HeadChoice.named("yolo"),
                Optional.empty());
        return DeployedModel.ofEngine(file, manifest, face, face.letterbox("yolo"), NAMES);
    }
}
