package dev.octet.examples.spark;

import dev.octet.runner.detect.Detection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task detected.
 *
 * @param images the images that could be read
 * @param bad those that could not
 */
record DetectedImages(List<Found> images, List<BadFile> bad) implements Serializable {

    DetectedImages {
        images = new ArrayList<>(images);
        bad = new ArrayList<>(bad);
    }

    /**
     * The detections of one image, best first.
     *
     * @param name in the listing
     * @param boxes the detections
     */
    record Found(String name, List<Box> boxes) implements Serializable {

        static Found of(String name, List<Detection> detections) {
            List<Box> boxes = new ArrayList<>();
            detections.forEach(one -> boxes.add(new Box(
                    one.x0(), one.y0(), one.x1() - one.x0(), one.y1() - one.y0(), one.score(), one.classIndex())));
            return new Found(name, boxes);
        }
    }

    /** One detection: left, top, width and height in px of the image, confidence, and which of the model's classes. */
    record Box(double x, double y, double width, double height, double score, int classIndex) implements Serializable {}
}
