package dev.octet.calibrator.images;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Image files made for the tests. */
final class SampleImages {

    private SampleImages() {}

    /** A PNG of one grey level. */
    static void grey(Path file, int width, int height, int level) throws IOException {
        byte[] bgr = new byte[width * height * 3];
        Arrays.fill(bgr, (byte) level);
        Files.createDirectories(file.getParent());
        try (Picture picture = Picture.of(bgr, width, height)) {
            Files.write(file, picture.encode(ImageFormat.PNG));
        }
    }

    /** So many PNGs, named in order, the n-th of level n. */
    static void greys(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            grey(folder.resolve(String.format("%03d.png", i)), 16, 8, i);
        }
    }
}
