package dev.octet.runner.evaluate;

/**
 * One annotated object.
 *
 * @param id its id
 * @param imageId the image it is in
 * @param categoryId what it is
 * @param x left edge, px
 * @param y top edge, px
 * @param width px
 * @param height px
 * @param area of its outline, square px; decides whether it is small, medium or large
 * @param crowd true for a region of many objects, which may match any number of detections and is never missed
 */
record Annotation(
        long id,
        long imageId,
        long categoryId,
        double x,
        double y,
        double width,
        double height,
        double area,
        boolean crowd) {

    /** The same object in another image. */
    Annotation copy(long newId, long newImage) {
        return new Annotation(newId, newImage, categoryId, x, y, width, height, area, crowd);
    }
}
