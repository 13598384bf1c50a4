package dev.octet.docker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Which image each of ours stands on, as one file names it. */
final class BaseImages {

    private final Path file;
    private final Properties references;

    private BaseImages(Path file, Properties references) {
        this.file = file;
        this.references = references;
    }

    static BaseImages at(Path file) throws IOException {
        Properties references = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            references.load(reader);
        }
        return new BaseImages(file, references);
    }

    /** A reference to a registry such as {@code docker.io/library/eclipse-temurin:17.0.18_8-jre-jammy}. */
    String of(ImageKind kind) throws IOException {
        String reference = references.getProperty(kind.id(), "").strip();
        if (reference.isEmpty()) {
            throw new IOException(file + " names no base for " + kind.id() + "; add a line '" + kind.id() + "=...'");
        }
        return reference;
    }
}
