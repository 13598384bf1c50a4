package dev.octet.runner.demo;

import dev.octet.runner.demo.scene.ShapeKind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One picture in several panels side by side, each with boxes of its own. What a box holds is said by its colour and by a
 * small icon, not by letters: a bare machine has no fonts.
 */
final class BoxedPicture {

    private static final int GAP = 8;
    private static final int ICON = 14;

    /** One for each kind of shape, told apart by most people who are colour-blind (Okabe and Ito, 2008). */
    private static final List<Color> COLOURS = List.of(
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xF0E442),
            new Color(0xD55E00),
            new Color(0xCC79A7));

    private final BufferedImage image;
    private final int step;

    BoxedPicture(BufferedImage scene, int panels) {
        this.step = scene.getWidth() + GAP;
        this.image = new BufferedImage(panels * step - GAP, scene.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int panel = 0; panel < panels; panel++) {
            graphics.drawImage(scene, panel * step, 0, null);
        }
        graphics.dispose();
    }

    /** Draws a box into a panel; its corners are in px of the picture. */
    void box(int panel, ShapeKind kind, double x0, double y0, double x1, double y1) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.translate(panel * step, 0);
        graphics.clipRect(0, 0, step - GAP, image.getHeight());
        Rectangle2D box = new Rectangle2D.Double(x0, y0, x1 - x0, y1 - y0);
        graphics.setStroke(new BasicStroke(3.5f));
        graphics.setColor(Color.BLACK);
        graphics.draw(box);
        graphics.setStroke(new BasicStroke(2));
        graphics.setColor(COLOURS.get(kind.classIndex()));
        graphics.draw(box);
        graphics.setColor(Color.BLACK);
        Rectangle2D label = new Rectangle2D.Double(x0, y0, ICON + 4, ICON + 4);
        graphics.fill(label);
        graphics.setColor(COLOURS.get(kind.classIndex()));
        graphics.fill(new AffineTransform(ICON / 2.0, 0, 0, ICON / 2.0, label.getCenterX(), label.getCenterY())
                .createTransformedShape(kind.icon()));
        graphics.dispose();
    }

    BufferedImage image() {
        return image;
    }
}
