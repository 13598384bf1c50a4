package dev.octet.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The models and photos that tests tagged "shared" measure on; such a test skips with a reason where they are absent. */
public final class SharedData {

    private SharedData() {}

    /** A file or folder of the shared data. */
    public static Path path(String relative) {
        String root = System.getProperty("octet.shared", "");
        Assumptions.assumeFalse(root.isBlank(), "no shared data: ../shared is not there");
        Path path = Path.of(root, relative).normalize();
        Assumptions.assumeTrue(Files.exists(path), "no shared data: " + relative + " is not there");
        return path;
    }
}
