package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An engine from a model, built in a process of its own: TensorRT can end the process that it runs in, and gives memory
 * back only with it.
 */
public final class EngineBuild {

    private final Path engine;
    private final BuildRequest request;
    private final Optional<Path> layers;

    /**
     * A build.
     *
     * @param engine file to write; its manifest goes beside it
     * @param request what to build
     * @param layers file for what each layer of the engine is, when the request asks for it
     */
    public EngineBuild(Path engine, BuildRequest request, Optional<Path> layers) {
        this.engine = engine;
        this.request = request;
        this.layers = layers;
        if (layers.isPresent() != request.exportLayers()) {
            throw new IllegalArgumentException("layers is " + layers + ", exportLayers " + request.exportLayers());
        }
    }

    /** What the last build of the same model in the same way took, seconds. */
    public OptionalDouble lastSeconds() {
        return BuildHistory.of(engine).seconds(request.kind());
    }

    /**
     * Checks, before the work, that everything can be written and that no other file is lost by it.
     *
     * @throws ToolkitException {@code USAGE} when a file that is no manifest has the name of the engine's, {@code
     *     OUT_OF_RESOURCES} when a file cannot be written
     */
    public static void requireWritable(Path engine, Optional<Path> timingCache, Optional<Path> layers) {
        ManifestFile.requireReplaceable(engine);
        AtomicFile.requireWritable(engine);
        AtomicFile.requireWritable(EngineManifest.fileOf(engine));
        timingCache.ifPresent(AtomicFile::requireWritable);
        layers.ifPresent(AtomicFile::requireWritable);
    }

    /**
     * Builds, and writes the engine and its manifest.
     *
     * @param jvm the process to start; its main class runs a {@link BuildWorker}
     * @param listener told how far it is
     * @throws ToolkitException what the build failed with; {@code NATIVE_FAILURE} or {@code OUT_OF_RESOURCES} with the last
     *     lines of its log when its process died
     */
    public Outcome run(ChildJvm jvm, BuildListener listener) {
        BuildFolder folder = BuildFolder.beside(engine);
        try {
            AtomicFile.write(folder.request(), EngineJson.mapper().writeValueAsBytes(request));
            BuiltEngine built = new ChildProcess(request.model(), folder, listener).run(jvm);
            return new Outcome(publish(folder, built), built);
        } finally {
            folder.delete();
        }
    }

    /**
     * What came of it.
     *
     * @param manifest of the engine
     * @param built what the process said
     */
    public record Outcome(EngineManifest manifest, BuiltEngine built) {}

    private EngineManifest publish(BuildFolder folder, BuiltEngine built) {
        EngineManifest manifest = manifest(folder.plan(), built);
        copy(folder.plan(), engine);
        manifest.writeBeside(engine);
        if (Files.exists(folder.timingCache())) {
            request.timingCache().ifPresent(file -> copy(folder.timingCache(), file));
        }
        layers.ifPresent(file -> copy(folder.layers(), file));
        BuildHistory.of(engine).with(request.kind(), built.seconds()).writeBeside(engine);
        return manifest;
    }

    private static void copy(Path from, Path to) {
        AtomicFile.write(to, stream -> Files.copy(from, stream));
    }

    private EngineManifest manifest(Path plan, BuiltEngine built) {
        try {
            return new EngineManifest(
                    Sha256.ofFile(plan),
                    Files.size(plan),
                    new EngineManifest.Source(
                            String.valueOf(request.model().getFileName()), request.modelSha256(), request.qdq()),
                    built.calibrationSha256()
                            .flatMap(sha -> request.calibration()
                                    .map(input -> new EngineManifest.Ranges(input.calibrator(), sha))),
                    built.environment(),
                    request.settings(),
                    request.profile(),
                    built.tensors(),
                    built.layers(),
                    OctetVersion.CURRENT,
                    built.seconds());
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.NATIVE_FAILURE,
                    "The process that builds said that the engine is written, and it cannot be read: " + e.getMessage()
                            + ".",
                    "Look at the disk, and start the build again.",
                    e);
        }
    }
}
