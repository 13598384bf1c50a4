package dev.octet.runner.demo.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** How much of each pixel a shape covers, 0 to 255, in a rectangle around it; nothing is covered outside. */
final class Coverage {

    private static final int HALF = 128;

    private final Rectangle bounds;
    private final int[] parts;

    private Coverage(Rectangle bounds, int[] parts) {
        this.bounds = bounds;
        this.parts = parts;
    }

    static Coverage of(Shape shape) {
        Rectangle bounds = shape.getBounds();
        bounds.grow(1, 1);
        BufferedImage image = new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.translate(-bounds.x, -bounds.y);
        graphics.setColor(Color.WHITE);
        graphics.fill(shape);
        graphics.dispose();
        int[] parts =
                ((DataBufferInt) image.getRaster().getDataBuffer()).getData().clone();
        for (int i = 0; i < parts.length; i++) {
            parts[i] >>>= 24;
        }
        return new Coverage(bounds, parts);
    }

    Rectangle bounds() {
        return new Rectangle(bounds);
    }

    int at(int x, int y) {
        return bounds.contains(x, y) ? parts[(y - bounds.y) * bounds.width + x - bounds.x] : 0;
    }

    /** What is left of it inside a picture. */
    Coverage within(int width, int height) {
        Rectangle picture = new Rectangle(width, height);
        return map((x, y, part) -> picture.contains(x, y) ? part : 0);
    }

    /** What is left of it under another shape. */
    Coverage under(Coverage top) {
        return bounds.intersects(top.bounds) ? map((x, y, part) -> part * (255 - top.at(x, y)) / 255) : this;
    }

    /** Covered area, square px. */
    double area() {
        long sum = 0;
        for (int part : parts) {
            sum += part;
        }
        return sum / 255.0;
    }

    /** The rectangle of the pixels that are covered by half at least; empty when none is. */
    Rectangle solidBounds() {
        Rectangle solid = new Rectangle(0, 0, -1, -1);
        for (int y = bounds.y; y < bounds.y + bounds.height; y++) {
            for (int x = bounds.x; x < bounds.x + bounds.width; x++) {
                if (at(x, y) >= HALF) {
                    solid.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return solid;
    }

    /** One pixel from another. */
    @FunctionalInterface
    private interface PixelChange {
        int part(int x, int y, int part);
    }

    private Coverage map(PixelChange change) {
        int[] changed = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] != 0) {
                changed[i] = change.part(bounds.x + i % bounds.width, bounds.y + i / bounds.width, parts[i]);
            }
        }
        return new Coverage(bounds, changed);
    }
}
