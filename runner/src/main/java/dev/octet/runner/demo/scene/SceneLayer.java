package dev.octet.runner.demo.scene;

import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * Something in a scene.
 *
 * @param kind what it is; none for what only stands in the way
 * @param outline all of it, px
 * @param whole the pixels of all of it
 * @param visible the pixels of what is neither hidden nor outside
 */
record SceneLayer(Optional<ShapeKind> kind, Shape outline, Coverage whole, Coverage visible) {

    /** From this visible share on it counts as an object of the scene. */
    private static final double LEAST_VISIBLE = 0.3;

    /** Parts of an outline that are thinner than this do not show, px. */
    private static final double SLIVER = 1;

    static SceneLayer of(Optional<ShapeKind> kind, Shape outline, int width, int height) {
        Coverage whole = Coverage.of(outline);
        return new SceneLayer(kind, outline, whole, whole.within(width, height));
    }

    SceneLayer under(SceneLayer top) {
        Coverage left = visible.under(top.whole);
        return left == visible ? this : new SceneLayer(kind, outline, whole, left);
    }

    /** Visible share, 0 to 1. */
    double visibleShare() {
        return visible.area() / whole.area();
    }

    /** The annotation, when enough of a shape is visible. */
    Optional<SceneObject> object(List<SceneLayer> above, int width, int height) {
        return kind.filter(k -> visibleShare() >= LEAST_VISIBLE).map(k -> {
            Rectangle2D box = box(above, width, height);
            return new SceneObject(k, box.getX(), box.getY(), box.getWidth(), box.getHeight(), visible.area());
        });
    }

    /** The extent of the visible part of the outline; of its pixels where the outline ends in a sliver. */
    private Rectangle2D box(List<SceneLayer> above, int width, int height) {
        Area left = new Area(outline);
        left.intersect(new Area(new Rectangle(width, height)));
        for (SceneLayer top : above) {
            if (top.whole.bounds().intersects(whole.bounds())) {
                left.subtract(new Area(top.outline));
            }
        }
        Rectangle2D exact = left.getBounds2D();
        Rectangle solid = visible.solidBounds();
        double x0 = closer(exact.getMinX(), solid.getMinX());
        double y0 = closer(exact.getMinY(), solid.getMinY());
        double x1 = closer(exact.getMaxX(), solid.getMaxX());
        double y1 = closer(exact.getMaxY(), solid.getMaxY());
        return new Rectangle2D.Double(x0, y0, x1 - x0, y1 - y0);
    }

    private static double closer(double exact, double solid) {
        return Math.abs(exact - solid) <= SLIVER ? exact : solid;
    }
}
