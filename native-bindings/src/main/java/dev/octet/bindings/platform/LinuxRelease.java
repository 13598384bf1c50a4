package dev.octet.bindings.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which distribution of Linux this is.
 *
 * @param name as it calls itself, such as "Debian GNU/Linux 12 (bookworm)"
 */
public record LinuxRelease(String name) {

    private static final String FIELD = "PRETTY_NAME=";

    /** The distribution whose files are under that root; empty when it does not tell. */
    public static Optional<LinuxRelease> under(Path root) {
        return lines(root.resolve("etc/os-release")).stream()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(FIELD.length()).replace("\"", "").strip())
                .filter(name -> !name.isEmpty())
                .map(LinuxRelease::new)
                .findFirst();
    }

    static List<String> lines(Path file) {
        try {
            return Files.isReadable(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
