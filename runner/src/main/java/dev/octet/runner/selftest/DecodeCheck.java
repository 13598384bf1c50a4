package dev.octet.runner.selftest;

import dev.octet.bindings.opencv.OpenCv;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture whose every pixel is known, through decoder and letterbox. */
final class DecodeCheck implements SelfCheck {

    private static final int SIDE = 64;
    private static final Color COLOUR = new Color(200, 100, 50);
    private static final int PADDING = 114;
    private static final float LEVELS = 255;

    @Override
    public String name() {
        return "decode-and-letterbox";
    }

    @Override
    public String proves() {
        return "OpenCV decodes a picture, and the letterbox puts every pixel where it belongs.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Path plain = bench.demo().folder().resolve("plain");
        AtomicFile.write(plain.resolve("plain.png"), picture());
        ImageFolder folder = ImageFolder.of(plain, List.of("plain.png"));
        try (ImageLoader loader = ImageLoader.open(folder, Letterbox.yolo(SIDE, SIDE), LoaderOptions.defaults())) {
            PreparedImage image = loader.next()
                    .orElseThrow(() -> new IllegalStateException("the decoder refused the picture: "
                            + loader.badImages().get(0).reason()));
            double error = largestError(image.chw());
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("opencv", OpenCv.library().version());
            values.put("pixels", SIDE * SIDE);
            values.put("largest_error", error);
            return Verdict.when(error < 1e-6, "A pixel is " + error + " off.", values);
        }
    }

    /** Twice as wide as high, of one colour, so that the letterbox pads a quarter above and below. */
    private static byte[] picture() {
        BufferedImage picture = new BufferedImage(SIDE, SIDE / 2, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < SIDE; x++) {
                picture.setRGB(x, y, COLOUR.getRGB());
            }
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double largestError(FloatBuffer chw) {
        int[] colour = {COLOUR.getRed(), COLOUR.getGreen(), COLOUR.getBlue()};
        double error = 0;
        for (int i = 0; i < chw.capacity(); i++) {
            int row = i % (SIDE * SIDE) / SIDE;
            boolean inside = row >= SIDE / 4 && row < SIDE * 3 / 4;
            float expected = (inside ? colour[i / (SIDE * SIDE)] : PADDING) / LEVELS;
            error = Math.max(error, Math.abs(chw.get(i) - expected));
        }
        return error;
    }
}
