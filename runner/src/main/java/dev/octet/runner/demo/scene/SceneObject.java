package dev.octet.runner.demo.scene;

/**
 * A shape and where it is.
 *
 * @param kind what it is
 * @param x left edge of the box around its visible part, px
 * @param y top edge, px
 * @param width px
 * @param height px
 * @param area visible, square px
 */
public record SceneObject(ShapeKind kind, double x, double y, double width, double height, double area) {

    public SceneObject {
        if (!(width > 0 && height > 0 && area > 0)) {
            throw new IllegalArgumentException("an object has a size, not " + width + " x " + height);
        }
    }
}
