package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A few images with objects of 100 x 100 px, written down in a test. */
final class Scene {

    private final List<CocoImage> images = new ArrayList<>();
    private final List<CocoCategory> categories;
    private final List<Annotation> objects = new ArrayList<>();

    /** So many images and classes, with ids from 1. */
    Scene(int images, int classes) {
        LongStream.rangeClosed(1, images).forEach(i -> this.images.add(new CocoImage(i, i + ".jpg")));
        categories = LongStream.rangeClosed(1, classes)
                .mapToObj(k -> new CocoCategory(k, "class " + k))
                .toList();
    }

    /** An object whose left edge is here. */
    Scene object(long image, long category, double left) {
        return add(image, category, left, 100, false);
    }

    /** A crowd. */
    Scene crowd(long image, long category, double left, double width) {
        return add(image, category, left, width, true);
    }

    private Scene add(long image, long category, double left, double width, boolean crowd) {
        objects.add(new Annotation(objects.size() + 1L, image, category, left, 0, width, 100, 100 * width, crowd));
        return this;
    }

    CocoAnnotations truth() {
        return new CocoAnnotations("scene", images, categories, objects);
    }

    /** A detection of exactly an object's size. */
    static void find(CocoDetections into, long image, long category, double left, double score) {
        into.add(image, category, left, 0, 100, 100, score);
    }
}
