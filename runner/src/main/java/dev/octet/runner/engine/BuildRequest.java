package dev.octet.runner.engine;

import dev.octet.calibrator.files.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the process that builds is told.
 *
 * @param model ONNX file
 * @param modelSha256 of the model that was looked at, with its external data
 * @param settings how it is built
 * @param qdq true when the model has Q/DQ
 * @param profile of the inputs with open axes
 * @param calibration where ranges come from; none for a model with Q/DQ and for engines without INT8
 * @param timingCache of earlier builds, when one is there
 * @param resources folder with TensorRT's builder resources, when the user named one
 * @param exportLayers true when the layers of the engine are to be described
 * @param verbose true when everything that TensorRT says is to be passed on
 */
public record BuildRequest(
        Path model,
        String modelSha256,
        BuildSettings settings,
        boolean qdq,
        List<ShapeRange> profile,
        Optional<CalibrationInput> calibration,
        Optional<Path> timingCache,
        Optional<Path> resources,
        boolean exportLayers,
        boolean verbose) {

    public BuildRequest {
        profile = List.copyOf(profile);
    }

    /** What makes builds take the same time: model, settings, shapes and calibrator. */
    String kind() {
        return Sha256.of(modelSha256 + "\n" + EngineJson.text(settings) + "\n" + profile + "\n"
                + calibration.map(one -> one.calibrator().id()).orElse(""));
    }

    /** True when layers may run in INT8. */
    boolean allowsIntegers() {
        return settings.precision().takesIntegers() && (qdq || calibration.isPresent());
    }
}
