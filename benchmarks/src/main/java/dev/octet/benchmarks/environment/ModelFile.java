package dev.octet.benchmarks.environment;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that was measured.
 *
 * @param file as it was given
 * @param sha256 of its bytes
 * @param bytes its size
 */
public record ModelFile(String file, String sha256, long bytes) {

    /**
     * That file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it cannot be read
     */
    public static ModelFile of(Path file) {
        try {
            return new ModelFile(file.toString(), Sha256.ofFile(file), Files.size(file));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Cannot read " + file + ": " + e.getMessage() + ".",
                    "Check that it is there and may be read.",
                    e);
        }
    }
}
