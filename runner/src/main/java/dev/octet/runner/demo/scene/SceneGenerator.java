package dev.octet.runner.demo.scene;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Draws scenes: varied shapes on varied grounds, turned, cut, partly hidden, lit from a side, soft or grainy. A scene
 * follows from the seed and its index alone, on every machine with the same Java; another version of Java2D may cover edges
 * by another level or two.
 */
public final class SceneGenerator {

    private static final int SHORTEST_SIDE = 320;
    private static final int LONGEST_SIDE = 480;

    private final long seed;

    /** The scenes of a seed. */
    public SceneGenerator(long seed) {
        this.seed = seed;
    }

    /** Draws one of them. */
    public Scene scene(long index) {
        Dice dice = Dice.of(seed, index);
        int width = dice.count(SHORTEST_SIDE, LONGEST_SIDE);
        int height = dice.count(SHORTEST_SIDE, LONGEST_SIDE);
        List<SceneLayer> layers = SceneLayout.of(dice, width, height);
        Canvas canvas = new Canvas(width, height);
        canvas.fill(Paint.ground(dice));
        litter(dice, canvas, width, height);
        Sun sun = Sun.any(dice, width, height);
        for (SceneLayer layer : layers) {
            paint(dice, canvas, layer, sun);
        }
        canvas.light(sun::onGround);
        if (dice.chance(0.35)) {
            canvas.soften();
        }
        if (dice.chance(0.7)) {
            canvas.grain(dice, dice.between(2, 20));
        }
        return new Scene(canvas.toImage(), SceneLayout.objects(layers, width, height), dice.between(0.5, 0.95));
    }

    private static void paint(Dice dice, Canvas canvas, SceneLayer layer, Sun sun) {
        Rectangle2D box = layer.outline().getBounds2D();
        double size = Math.max(box.getWidth(), box.getHeight());
        if (dice.chance(0.5)) {
            double distance = size * dice.between(0.02, 0.1);
            int dx = (int) Math.round(-sun.dx() * distance);
            int dy = (int) Math.round(-sun.dy() * distance);
            canvas.shade(layer.whole(), dx, dy, dice.between(0.15, 0.45));
        }
        double relief = dice.chance(0.6) ? dice.between(0, 0.35) : 0;
        Paint paint = Paint.object(dice, canvas.mean(layer.whole()), size);
        canvas.paint(layer.whole(), paint, sun.onObject(box.getCenterX(), box.getCenterY(), size / 2, relief));
    }

    /** Lines and blots that are none of the shapes. */
    private static void litter(Dice dice, Canvas canvas, int width, int height) {
        int pieces = dice.count(0, 6);
        for (int i = 0; i < pieces; i++) {
            double x = dice.between(0, width);
            double y = dice.between(0, height);
            Coverage where = Coverage.of(dice.chance(0.5) ? blot(dice, x, y) : line(dice, x, y));
            Paint.Rgb first = canvas.mean(where).near(dice, 70);
            canvas.paint(where, new Paint(first, first.near(dice, 20), Pattern.any(dice, 40)), (u, v) -> 1);
        }
    }

    private static Shape line(Dice dice, double x, double y) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(x, y);
        path.curveTo(
                x + dice.between(-120, 120),
                y + dice.between(-120, 120),
                x + dice.between(-120, 120),
                y + dice.between(-120, 120),
                x + dice.between(-200, 200),
                y + dice.between(-200, 200));
        return new java.awt.BasicStroke((float) dice.between(1, 6)).createStrokedShape(path);
    }

    private static Shape blot(Dice dice, double x, double y) {
        double size = dice.between(8, 60);
        int corners = dice.count(6, 10);
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * StrictMath.PI * i / corners;
            double radius = size * dice.between(0.3, 1);
            double u = x + radius * StrictMath.cos(angle);
            double v = y + radius * StrictMath.sin(angle);
            if (i == 0) {
                path.moveTo(u, v);
            } else {
                path.lineTo(u, v);
            }
        }
        path.closePath();
        return path;
    }
}
