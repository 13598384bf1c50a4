package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks at an engine before TensorRT does: whoever loads an engine runs its code, and why TensorRT refuses one is only in
 * its log.
 */
public final class EngineCheck {

    private static final int AMPERE = 8;

    private EngineCheck() {}

    /**
     * Goes on only with an engine that is the one that its manifest describes.
     *
     * @param engine the file
     * @param trusted true when the user takes the engine as it is ({@code --trust-engine})
     * @return its manifest; nothing for a trusted engine whose manifest is missing, unreadable or of another engine
     * @throws ToolkitException {@code BAD_INPUT} when there is no such file; {@code INTEGRITY} when it has no manifest or
     *     does not match it
     */
    public static Optional<EngineManifest> require(Path engine, boolean trusted) {
        String seen = digest(engine);
        Optional<EngineManifest> manifest = manifest(engine, trusted);
        if (manifest.isPresent() && manifest.get().plan().equals(seen)) {
            return manifest;
        }
        if (trusted) {
            return Optional.empty();
        }
        throw manifest.map(one -> another(engine, one, seen)).orElseGet(() -> withoutManifest(engine));
    }

    private static Optional<EngineManifest> manifest(Path engine, boolean trusted) {
        try {
            return EngineManifest.of(engine);
        } catch (ToolkitException e) {
            if (trusted) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ToolkitException withoutManifest(Path engine) {
        return new ToolkitException(
                FailureKind.INTEGRITY,
                "The engine " + engine + " has no manifest " + EngineManifest.fileOf(engine)
                        + ": nothing says who built it and for what, and loading an engine runs its code.",
                "Build it with 'octet build', or add '--trust-engine' if you know where it comes from.");
    }

    private static ToolkitException another(Path engine, EngineManifest manifest, String seen) {
        return new ToolkitException(
                FailureKind.INTEGRITY,
                "The engine " + engine + " is not the one that its manifest describes: its SHA-256 is " + seen
                        + ", the manifest has " + manifest.plan() + ".",
                "Build it again with 'octet build', or copy both files again; '--trust-engine' takes it as it is.");
    }

    private static String digest(Path engine) {
        try {
            return Sha256.ofFile(engine);
        } catch (NoSuchFileException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no engine " + engine + ".",
                    "Check the path; 'octet build' makes engines.",
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The engine " + engine + " cannot be read: "
                            + (Files.isDirectory(engine) ? "it is a folder" : e.getMessage()) + ".",
                    "Check the path and its permissions.",
                    e);
        }
    }

    /**
     * Goes on only where the engine can run.
     *
     * @param engine the file, for messages
     * @param here what there is to run it
     * @return what is not as it was when it was built, and may make it slower
     * @throws ToolkitException {@code UNSUPPORTED} when this TensorRT, GPU or processor cannot run it
     */
    public static List<String> requireRuns(Path engine, EngineManifest manifest, EngineEnvironment here) {
        EngineEnvironment built = manifest.environment();
        requireArchitecture(engine, built, here);
        requireVersion(engine, manifest, here);
        requireGpu(engine, manifest, here);
        return built.gpu().equals(here.gpu())
                ? List.of()
                : List.of("The engine " + engine + " was built on " + built.gpu() + " and is run on " + here.gpu()
                        + ": it may be slower than one that is built here.");
    }

    private static void requireArchitecture(Path engine, EngineEnvironment built, EngineEnvironment here) {
        if (!built.architecture().equals(here.architecture())) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The engine " + engine + " was built on " + built.architecture() + " and cannot run on "
                            + here.architecture() + ".",
                    "Build it here with 'octet build'.");
        }
    }

    private static void requireVersion(Path engine, EngineManifest manifest, EngineEnvironment here) {
        String built = manifest.environment().tensorRt();
        if (built.equals(here.tensorRt())) {
            return;
        }
        boolean compatible = manifest.settings().versionCompatible();
        if (compatible
                && TensorRtVersion.parse(here.tensorRt()).number()
                        > TensorRtVersion.parse(built).number()) {
            return;
        }
        throw new ToolkitException(
                FailureKind.UNSUPPORTED,
                "The engine " + engine + " was built by TensorRT " + built + ", here is TensorRT " + here.tensorRt()
                        + (compatible
                                ? ", which is older: a version-compatible engine runs on later versions."
                                : "; an engine runs on the version that built it."),
                compatible
                        ? "Build it here with 'octet build'."
                        : "Build it here with 'octet build', or build it with '--version-compatible' for later versions.");
    }

    private static void requireGpu(Path engine, EngineManifest manifest, EngineEnvironment here) {
        EngineEnvironment built = manifest.environment();
        boolean same = built.sm().equals(here.sm());
        boolean runs =
                same || (manifest.settings().hardware() == HardwareLevel.AMPERE_PLUS && here.computeMajor() >= AMPERE);
        if (!runs) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The engine " + engine + " was built for " + built.sm() + " (" + built.gpu() + "), here is "
                            + here.sm() + " (" + here.gpu() + ").",
                    "Build it here with 'octet build'; '--hardware-compatibility ampere-plus' makes engines for all GPUs"
                            + " from Ampere on.");
        }
    }
}
