package dev.octet.runner.cli;

import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.Backend;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.engine.EngineCheck;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A detector for a server: an ONNX file, or an engine by its manifest. */
final class DeployOptions {

    /** Options that say what a detector is. */
    static final Set<String> DETECTOR =
            Set.of("--onnx", "--max-batch", "--preprocess", "--head", "--anchors", "--input-size", "--names");

    private static final int MAX_BATCH = 8;

    @Option(names = "--onnx", paramLabel = "MODEL", description = "The ONNX model that an engine was built from.")
    @Nullable
    private Path onnx;

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            description = "For servers: most images in a batch, where the model takes any number (default: 8).")
    private int maxBatch = MAX_BATCH;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    int maxBatch() {
        if (maxBatch < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--max-batch': '" + maxBatch + "' is not at least 1");
        }
        return maxBatch;
    }

    /** The model as a detector, with its preprocessing and the names of its classes; says what was chosen. */
    DeployedModel model(Path file, PreparationOptions preparation, NameOptions names, Console console) {
        boolean engine = Backend.of(file) == Backend.TENSORRT;
        if (!engine && onnx != null) {
            throw new ParameterException(spec.commandLine(), "'--onnx' is for TensorRT engines, and none was given");
        }
        return engine ? ofEngine(file, preparation, names, console) : ofOnnx(file, preparation, names, console);
    }

    private static DeployedModel ofOnnx(Path file, PreparationOptions preparation, NameOptions names, Console console) {
        OnnxModel model = OnnxModel.at(file);
        DetectorFace face = preparation.face(model);
        int classes = face.requireHead().classes();
        Letterbox letterbox = preparation.letterbox(face, console);
        List<String> called = names.names(Optional.of(model), model.name(), classes, console);
        return DeployedModel.of(file, model, face, letterbox, called);
    }

    private DeployedModel ofEngine(Path file, PreparationOptions preparation, NameOptions names, Console console) {
        EngineManifest manifest = EngineCheck.require(file, false).orElseThrow();
        EngineSignature engine = EngineSignature.of(String.valueOf(file.getFileName()), manifest);
        Optional<OnnxModel> known = Optional.ofNullable(onnx).map(OnnxModel::at);
        DetectorFace face = preparation.detector.face(engine, known, names.classes());
        int classes = face.requireHead().classes();
        Letterbox letterbox = preparation.letterbox(face, console);
        List<String> called = names.names(known, engine.name(), classes, console);
        return DeployedModel.ofEngine(file, manifest, face, letterbox, called);
    }
}
