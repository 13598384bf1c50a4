package dev.octet.runner.evaluate;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ground truth of a set of images, in the order of its file. */
public final class CocoAnnotations {

    private final String name;
    private final List<CocoImage> images;
    private final List<CocoCategory> categories;
    private final List<Annotation> annotations;

    CocoAnnotations(String name, List<CocoImage> images, List<CocoCategory> categories, List<Annotation> annotations) {
        this.name = name;
        this.images = List.copyOf(images);
        this.categories = List.copyOf(categories);
        this.annotations = annotations;
        check();
    }

    /**
     * Reads a COCO instances file; segmentations are skipped.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when it is not one, or when ids are used
     *     twice or do not exist
     */
    public static CocoAnnotations read(Path file) {
        return new AnnotationReader(file).read();
    }

    /** The same categories with these images only, in the order of the file. */
    public CocoAnnotations among(Set<Long> imageIds) {
        return new CocoAnnotations(
                name,
                images.stream().filter(image -> imageIds.contains(image.id())).toList(),
                categories,
                annotations.stream()
                        .filter(one -> imageIds.contains(one.imageId()))
                        .toList());
    }

    private void check() {
        Set<Long> imageIds = new HashSet<>();
        for (CocoImage image : images) {
            require(imageIds.add(image.id()), "image id " + image.id() + " is used twice");
        }
        Set<Long> categoryIds = new HashSet<>();
        for (CocoCategory category : categories) {
            require(categoryIds.add(category.id()), "category id " + category.id() + " is used twice");
        }
        Set<Long> ids = new HashSet<>(annotations.size() * 2);
        for (Annotation one : annotations) {
            require(ids.add(one.id()), "annotation id " + one.id() + " is used twice");
            require(
                    imageIds.contains(one.imageId()),
                    "annotation " + one.id() + " is for image id " + one.imageId() + ", which is not in the file");
            require(
                    categoryIds.contains(one.categoryId()),
                    "annotation " + one.id() + " has category id " + one.categoryId() + ", which is not in the file");
            require(
                    one.width() >= 0 && one.height() >= 0 && Double.isFinite(one.x() + one.y() + one.area()),
                    "annotation " + one.id() + " has an impossible box or area");
        }
        require(!images.isEmpty(), "it has no images");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw CocoJson.bad(name, otherwise);
        }
    }

    /** The images. */
    public List<CocoImage> images() {
        return images;
    }

    /** The classes, ordered by id: class {@code i} of a detector is the i-th. */
    public List<CocoCategory> categories() {
        return categories.stream()
                .sorted(java.util.Comparator.comparingLong(CocoCategory::id))
                .toList();
    }

    List<Annotation> annotations() {
        return annotations;
    }

    String name() {
        return name;
    }
}
