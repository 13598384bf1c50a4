package dev.octet.benchmarks.jmh;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.images.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The photos that image preparation is timed on, {@value #COUNT} of them. */
public enum Photos {
    /** The first photos of COCO, from the folder that the system property {@code octet.shared} names. */
    COCO {
        @Override
        Path folder(Path scratch) {
            Path photos = Path.of(System.getProperty("octet.shared", "")).resolve("data/coco128/images");
            if (!Files.isDirectory(photos)) {
                throw new IllegalStateException("There are no COCO photos in " + photos
                        + "; name their folder by -Doctet.shared, or time drawn ones by -p photos=DRAWN.");
            }
            return photos;
        }
    },
    /** JPEG files of 640 x 480 px and 170 kB, which is what those of COCO have on average. */
    DRAWN {
        @Override
        Path folder(Path scratch) {
            Random random = new Random(11);
            for (int i = 0; i < COUNT; i++) {
                write(scratch.resolve(String.format(java.util.Locale.ROOT, "%03d.jpg", i)), drawn(random));
            }
            return scratch;
        }
    };

    static final int COUNT = 128;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double GRAIN = 9;

    abstract Path folder(Path scratch);

    /** The photos of a run. */
    ImageFolder images(Path scratch) {
        ImageFolder images = ImageFolder.at(folder(scratch)).limit(COUNT);
        if (images.size() < COUNT) {
            throw new IllegalStateException("Only " + images.size() + " photos in " + images.root() + ", not " + COUNT);
        }
        return images;
    }

    /** Waves under grain: as smooth and as rough as a photo. */
    private static byte[] drawn(Random random) {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        double tilt = random.nextDouble();
        double length = 20 + 60 * random.nextDouble();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double wave = 128 + 90 * Math.sin((x + tilt * y) / length) * Math.cos(y / (2 * length));
                for (int c = 0; c < 3; c++) {
                    double level = wave + 20 * c - 20 + GRAIN * random.nextGaussian();
                    bgr[3 * (y * WIDTH + x) + c] = (byte) Math.max(0, Math.min(255, level));
                }
            }
        }
        return bgr;
    }

    private static void write(Path file, byte[] bgr) {
        try (Picture picture = Picture.of(bgr, WIDTH, HEIGHT)) {
            Files.write(file, picture.encode(ImageFormat.JPEG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
