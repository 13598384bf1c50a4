package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where the process that builds leaves what it makes, hidden beside the engine: whatever becomes of that process, what it
 * leaves is removed with the folder, and nothing of it has the name of an output.
 *
 * @param root the folder
 */
record BuildFolder(Path root) {

    private static final int ATTEMPTS = 5;

    /** A new folder beside an engine. */
    static BuildFolder beside(Path engine) {
        Path absolute = engine.toAbsolutePath();
        Path root = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".build");
        try {
            return new BuildFolder(Files.createDirectories(root));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "Cannot make the folder " + root + " to build in: " + e.getMessage() + ".",
                    "Check that the folder of the engine is writable, or name another output.",
                    e);
        }
    }

    Path request() {
        return root.resolve("request.json");
    }

    Path plan() {
        return root.resolve("plan");
    }

    Path timingCache() {
        return root.resolve("timing.cache");
    }

    Path layers() {
        return root.resolve("layers.json");
    }

    /** Where the JVM writes what it knows when native code crashes it. */
    Path crashReport() {
        return root.resolve("crash.log");
    }

    /** Removes it with all that is in it, as far as that can be done; what is written meanwhile too. */
    void delete() {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(root); attempt++) {
            deleteOnce();
        }
    }

    private void deleteOnce() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException ignored) {
            // Hidden leftovers do no harm; what is to be said is said by whoever removes it.
        }
    }
}
