package dev.octet.calibrator.images;

/**
 * Where a picture lies inside its letterbox: {@code x_canvas = x_picture * scaleX + left}, likewise for y.
 *
 * @param sourceWidth width of the upright picture, px
 * @param sourceHeight height of the upright picture, px
 * @param scaleX canvas px per picture px along x
 * @param scaleY canvas px per picture px along y
 * @param left canvas px left of the picture
 * @param top canvas px above the picture
 */
public record LetterboxGeometry(
        int sourceWidth, int sourceHeight, double scaleX, double scaleY, double left, double top) {

    public LetterboxGeometry {
        if (sourceWidth <= 0 || sourceHeight <= 0 || !(scaleX > 0) || !(scaleY > 0)) {
            throw new IllegalArgumentException("sourceWidth " + sourceWidth + ", sourceHeight " + sourceHeight
                    + ", scaleX " + scaleX + ", scaleY " + scaleY + " must all be positive");
        }
    }

    /** Picture x of a canvas x. */
    public double toSourceX(double canvasX) {
        return (canvasX - left) / scaleX;
    }

    /** Picture y of a canvas y. */
    public double toSourceY(double canvasY) {
        return (canvasY - top) / scaleY;
    }
}
