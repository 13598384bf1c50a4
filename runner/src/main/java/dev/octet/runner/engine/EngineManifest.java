package dev.octet.runner.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an engine file: the JSON beside it, {@code ENGINE.json}.
 *
 * @param plan SHA-256 of the engine file
 * @param planBytes its size
 * @param model what it was built from
 * @param calibration who chose the ranges, when a calibrator did
 * @param environment it was built in
 * @param settings it was built with
 * @param profile sizes of the inputs with open axes
 * @param tensors its inputs and outputs
 * @param layers of the network before fusion
 * @param tool version of Octet
 * @param buildSeconds that the build took
 */
public record EngineManifest(
        String plan,
        long planBytes,
        Source model,
        Optional<Ranges> calibration,
        EngineEnvironment environment,
        BuildSettings settings,
        List<ShapeRange> profile,
        List<TensorFace> tensors,
        int layers,
        String tool,
        double buildSeconds) {

    /** The name of the JSON's format. */
    public static final String SCHEMA = "octet.engine/1";

    public EngineManifest {
        profile = List.copyOf(profile);
        tensors = List.copyOf(tensors);
    }

    /**
     * The model of an engine.
     *
     * @param name of its file
     * @param sha256 of its bytes, followed by its external data
     * @param qdq true when its ranges are in it, as Q/DQ
     */
    public record Source(String name, String sha256, boolean qdq) {}

    /**
     * The ranges of an engine from a float model.
     *
     * @param calibrator who chose them
     * @param sha256 of them in TensorRT's text form
     */
    public record Ranges(CalibratorChoice calibrator, String sha256) {}

    /** Where the manifest of an engine is. */
    public static Path fileOf(Path engine) {
        return engine.resolveSibling(engine.getFileName() + ".json");
    }

    /**
     * Reads the manifest of an engine.
     *
     * @return nothing when it has none
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when the file beside the engine is no manifest,
     *     or is of a format that this version does not know
     */
    public static Optional<EngineManifest> of(Path engine) {
        return ManifestFile.read(fileOf(engine));
    }

    /** Writes it beside its engine, whole or not at all. */
    public void writeBeside(Path engine) {
        ManifestFile.write(fileOf(engine), this);
    }
}
