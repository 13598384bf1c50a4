package dev.octet.runner.report;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Drawn pictures with boxes around what is in them. */
final class FixturePictures {

    private static final int PICTURES = 6;
    private static final int LARGE_BYTES = 60_000;

    private FixturePictures() {}

    /** Six pictures; every name in them is this text, unless it is empty. */
    static List<PictureEntry> all(String text) {
        SplittableRandom random = new SplittableRandom(3);
        List<PictureEntry> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            int width = i % 3 == 2 ? 480 : 640;
            int height = i % 3 == 2 ? 640 : 480;
            String file = text.isEmpty() ? "00000000" + (25 + i) + ".jpg" : text;
            pictures.add(picture(file, text.isEmpty() ? "dog" : text, width, height, random));
        }
        return pictures;
    }

    /** The same with copies of 60 kB, which need not be pictures. */
    static List<PictureEntry> large() {
        byte[] bytes = new byte[LARGE_BYTES];
        new SplittableRandom(5).nextBytes(bytes);
        String jpeg = Base64.getEncoder().encodeToString(bytes);
        return all("").stream()
                .map(one -> new PictureEntry(
                        one.file(),
                        one.width(),
                        one.height(),
                        jpeg,
                        one.before(),
                        one.after(),
                        one.truth(),
                        one.reference(),
                        one.quantized()))
                .toList();
    }

    private static PictureEntry picture(String file, String label, int width, int height, SplittableRandom random) {
        double scale = 400.0 / Math.max(width, height);
        BufferedImage image =
                new BufferedImage((int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x9fc5e8), 0, image.getHeight(), new Color(0x6a8f4e)));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        List<PictureEntry.Box> truth = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double x = width * (0.05 + 0.3 * i + 0.03 * random.nextDouble());
            double y = height * (0.2 + 0.4 * random.nextDouble());
            double w = width * (0.16 + 0.1 * random.nextDouble());
            double h = height * (0.18 + 0.15 * random.nextDouble());
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval((int) (x * scale), (int) (y * scale), (int) (w * scale), (int) (h * scale));
            truth.add(new PictureEntry.Box(x, y, w, h, label, Optional.empty()));
        }
        graphics.dispose();
        return new PictureEntry(
                file, width, height, jpeg(image), 0.8, 0.5, truth, found(truth, 3, 2, 0.91), found(truth, 2, -4, 0.63));
    }

    private static List<PictureEntry.Box> found(List<PictureEntry.Box> truth, int count, double shift, double score) {
        return truth.subList(0, count).stream()
                .map(box -> new PictureEntry.Box(
                        box.x() + shift,
                        box.y() - shift,
                        box.width() + shift,
                        box.height() + shift,
                        box.label(),
                        Optional.of(score)))
                .toList();
    }

    private static String jpeg(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
