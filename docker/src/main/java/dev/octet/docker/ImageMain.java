package dev.octet.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** Makes an image when Maven packages with the profile {@code image}. */
public final class ImageMain {

    private static final String BASE = "base=";

    private ImageMain() {}

    /**
     * Makes it.
     *
     * @param arguments which image; version; the folder with the bundles; the file with the names of bases; the folder to
     *     write into; time of all files; {@code base=} with another base or nothing
     * @throws IOException when a file cannot be read or written, or the base cannot be had
     * @throws InterruptedException when it is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ImageKind kind = ImageKind.named(arguments[0]);
        String given = arguments[6].substring(BASE.length());
        String base = given.isEmpty() ? BaseImages.at(Path.of(arguments[3])).of(kind) : given;
        OctetImage image = new OctetImage(
                kind,
                arguments[1],
                Path.of(arguments[2]).resolve(kind.bundle(arguments[1])),
                base,
                Instant.parse(arguments[5]));
        System.out.printf(Locale.ROOT, "Base: %s%n", base);
        Path file = image.writeTo(Path.of(arguments[4]));
        System.out.printf(Locale.ROOT, "%s: %.1f MB%n", file, Files.size(file) / 1e6);
    }
}
