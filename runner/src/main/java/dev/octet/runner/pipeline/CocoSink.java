package dev.octet.runner.pipeline;

import dev.octet.runner.detect.Detection;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoImage;
import java.util.List;

/**
 * Collects a pipeline's detections as COCO results.
 *
 * @param found where to add them
 * @param images the images of the folder, in its order
 * @param categories what the model's classes are, in their order
 */
public record CocoSink(CocoDetections found, List<CocoImage> images, List<CocoCategory> categories)
        implements DetectionPipeline.Sink {

    public CocoSink {
        images = List.copyOf(images);
        categories = List.copyOf(categories);
    }

    @Override
    public void accept(int index, List<Detection> detections) {
        long image = images.get(index).id();
        for (Detection one : detections) {
            found.add(
                    image,
                    categories.get(one.classIndex()).id(),
                    one.x0(),
                    one.y0(),
                    one.x1() - one.x0(),
                    one.y1() - one.y0(),
                    one.score());
        }
    }
}
