package dev.octet.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

    /** A new folder with the first photos of the shared data. */
    public static Path photos(Path folder, int count) throws IOException {
        Files.createDirectory(folder);
        try (Stream<Path> all = Files.list(path("data/coco128/images"))) {
            for (Path photo : all.sorted().limit(count).toList()) {
                Files.copy(photo, folder.resolve(photo.getFileName()));
            }
        }
        return folder;
    }
}
