package dev.octet.calibrator.images;

import java.nio.file.Path;
import java.util.Objects;

/**
 * An image that was left out.
 *
 * @param file the file
 * @param reason why, in words that follow a colon
 */
public record BadImage(Path file, String reason) {

    public BadImage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return file + ": " + reason;
    }
}
