package dev.octet.runner.demo.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what is where: shapes that are clearly visible or clearly hidden, never in between. */
final class SceneLayout {

    private static final int TRIES = 20;

    /** Width of the smallest and of the largest shape, px, before it is turned. */
    private static final double SMALLEST = 40;

    private static final double LARGEST = 180;

    /** How much of a shape may be left visible: at least the one, or at most the other. */
    private static final double CLEARLY_VISIBLE = 0.75;

    private static final double CLEARLY_HIDDEN = 0.08;

    private final Dice dice;
    private final int width;
    private final int height;
    private final List<SceneLayer> layers = new ArrayList<>();

    private SceneLayout(Dice dice, int width, int height) {
        this.dice = dice;
        this.width = width;
        this.height = height;
    }

    /** Layers from back to front. */
    static List<SceneLayer> of(Dice dice, int width, int height) {
        SceneLayout layout = new SceneLayout(dice, width, height);
        int shapes = dice.count(2, 7);
        for (int i = 0; i < shapes; i++) {
            layout.add(layout::shape);
        }
        int bars = dice.chance(0.5) ? dice.count(1, 3) : 0;
        for (int i = 0; i < bars; i++) {
            layout.add(layout::bar);
        }
        return List.copyOf(layout.layers);
    }

    /** The shapes in sight. */
    static List<SceneObject> objects(List<SceneLayer> layers, int width, int height) {
        List<SceneObject> objects = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i)
                    .object(layers.subList(i + 1, layers.size()), width, height)
                    .ifPresent(objects::add);
        }
        return objects;
    }

    private void add(java.util.function.Supplier<SceneLayer> draft) {
        for (int i = 0; i < TRIES; i++) {
            SceneLayer top = draft.get();
            List<SceneLayer> under =
                    layers.stream().map(layer -> layer.under(top)).toList();
            if ((top.kind().isEmpty() || top.visibleShare() >= CLEARLY_VISIBLE)
                    && under.stream().allMatch(SceneLayout::isClear)) {
                layers.clear();
                layers.addAll(under);
                layers.add(top);
                return;
            }
        }
    }

    private static boolean isClear(SceneLayer layer) {
        double share = layer.visibleShare();
        return layer.kind().isEmpty() || share >= CLEARLY_VISIBLE || share <= CLEARLY_HIDDEN;
    }

    private SceneLayer shape() {
        ShapeKind kind = dice.oneOf(ShapeKind.values());
        double size = SMALLEST + (LARGEST - SMALLEST) * StrictMath.pow(dice.between(0, 1), 1.3);
        double aspect = dice.between(0.8, 1);
        double radius = size / 2;
        Shape outline = turned(kind.outline(dice), radius, radius * aspect, radius);
        return SceneLayer.of(Optional.of(kind), outline, width, height);
    }

    private SceneLayer bar() {
        double length = dice.between(40, 200);
        Shape outline = turned(new Rectangle2D.Double(-1, -1, 2, 2), length / 2, dice.between(1.5, 6), 0);
        return SceneLayer.of(Optional.empty(), outline, width, height);
    }

    /** The outline scaled, turned and moved to where most of it is inside the picture. */
    private Shape turned(Shape outline, double scaleX, double scaleY, double margin) {
        double angle = dice.angle();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double edge = margin * dice.between(0.8, 1);
        double x = dice.between(edge, width - edge);
        double y = dice.between(edge, height - edge);
        return new AffineTransform(scaleX * cos, scaleX * sin, -scaleY * sin, scaleY * cos, x, y)
                .createTransformedShape(outline);
    }
}
