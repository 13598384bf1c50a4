package dev.octet.runner.deploy;

import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that was written.
 *
 * @param name its path below the output folder, or its name when the output is a file
 * @param bytes its size
 * @param sha256 of its content
 */
public record ExportedFile(String name, long bytes, String sha256) {

    /** A file as it lies there. */
    public static ExportedFile of(String name, Path file) {
        try {
            return new ExportedFile(name, Files.size(file), Sha256.ofFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
