package dev.octet.runner.selftest;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is deleted with all that is in it.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /**
     * A new one.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when the system's folder for temporary files cannot be written
     */
    public static TemporaryFolder make() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("octet-selftest"));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "No folder for temporary files can be made: " + e.getMessage() + ".",
                    "Make room there, or name another folder: OCTET_JAVA_OPTS=-Djava.io.tmpdir=DIR.",
                    e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : inner) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            // The system clears what is left there.
            return;
        }
    }
}
