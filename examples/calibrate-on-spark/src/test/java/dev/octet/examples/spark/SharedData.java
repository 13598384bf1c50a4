package dev.octet.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Models and photos for tests tagged "shared"; such a test skips with a reason where they are absent. */
final class SharedData {

    private SharedData() {}

    static Path path(String relative) {
        String root = System.getProperty("octet.shared", "");
        Assumptions.assumeFalse(root.isBlank(), "no shared data: ../shared is not there");
        return Path.of(root, relative).normalize();
    }

    /** A new folder with the first so many photos. */
    static Path photos(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> all = Files.list(path("data/coco128/images"))) {
            for (Path photo : all.sorted().limit(count).toList()) {
                Files.copy(photo, folder.resolve(photo.getFileName()));
            }
        }
        return folder;
    }
}
