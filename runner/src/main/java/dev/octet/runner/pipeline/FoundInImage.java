package dev.octet.runner.pipeline;

import dev.octet.runner.detect.Detection;
import java.util.List;

/**
 * What a detector found in one image.
 *
 * @param index its place in the folder, from 0
 * @param width of the upright photo, px
 * @param height of the upright photo, px
 * @param detections best first
 */
public record FoundInImage(int index, int width, int height, List<Detection> detections) {

    public FoundInImage {
        detections = List.copyOf(detections);
    }
}
