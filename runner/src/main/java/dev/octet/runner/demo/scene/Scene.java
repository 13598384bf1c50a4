package dev.octet.runner.demo.scene;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture and what is in it.
 *
 * @param picture RGB
 * @param objects the shapes that can be seen, from back to front
 * @param jpegQuality that it is to be written with, 0 to 1
 */
public record Scene(BufferedImage picture, List<SceneObject> objects, double jpegQuality) {

    public Scene {
        objects = List.copyOf(objects);
    }
}
