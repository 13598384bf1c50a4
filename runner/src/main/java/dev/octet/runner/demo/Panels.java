package dev.octet.runner.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of one height side by side, with some white between them. */
final class Panels {

    private static final int GAP = 8;

    private Panels() {}

    /** A PNG of these PNGs, from the left. */
    static byte[] sideBySide(List<byte[]> pictures) {
        try {
            List<BufferedImage> panels = new ArrayList<>();
            for (byte[] picture : pictures) {
                panels.add(ImageIO.read(new ByteArrayInputStream(picture)));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(joined(panels), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage joined(List<BufferedImage> panels) {
        int width = panels.stream().mapToInt(one -> one.getWidth() + GAP).sum() - GAP;
        BufferedImage joined = new BufferedImage(width, panels.get(0).getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = joined.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, joined.getWidth(), joined.getHeight());
        int left = 0;
        for (BufferedImage panel : panels) {
            graphics.drawImage(panel, left, 0, null);
            left += panel.getWidth() + GAP;
        }
        graphics.dispose();
        return joined;
    }
}
