package dev.octet.runner.results;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.evaluate.CocoImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * By which numbers COCO results name images and classes.
 *
 * @param images for each image of the folder, in its order
 * @param categories for each class of the model, in its order
 */
public record ResultIds(List<Long> images, List<Long> categories) {

    public ResultIds {
        images = List.copyOf(images);
        categories = List.copyOf(categories);
    }

    /** Images are counted from 1 in their order, classes from 0 as in YOLO text. */
    public static ResultIds counted(int images, int classes) {
        return new ResultIds(
                LongStream.rangeClosed(1, images).boxed().toList(),
                LongStream.range(0, classes).boxed().toList());
    }

    /**
     * The numbers of an annotation file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when an image is not in it
     */
    public static ResultIds of(CocoAnnotations annotations, Path file, ImageFolder images) {
        Map<String, Long> known = new HashMap<>();
        annotations.images().forEach(image -> known.put(image.fileName(), image.id()));
        List<Long> ids = new ArrayList<>();
        for (Path image : images.files()) {
            Long id = known.get(images.nameOf(image));
            if (id == null) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "The image " + images.nameOf(image) + " of " + images.root() + " is not in " + file + ", whose "
                                + known.size() + " images begin with "
                                + annotations.images().stream()
                                        .findFirst()
                                        .map(CocoImage::fileName)
                                        .orElse("none")
                                + ".",
                        "Give the annotations of these images, or leave --annotations out.");
            }
            ids.add(id);
        }
        return new ResultIds(
                ids, annotations.categories().stream().map(CocoCategory::id).toList());
    }
}
