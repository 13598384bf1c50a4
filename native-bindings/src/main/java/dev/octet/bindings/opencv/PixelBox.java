package dev.octet.bindings.opencv;

/**
 * A rectangle of whole pixels: columns {@code left} to {@code right - 1}, rows {@code top} to {@code bottom - 1}.
 *
 * @param left first column
 * @param top first row
 * @param right column behind the last
 * @param bottom row below the last
 */
public record PixelBox(int left, int top, int right, int bottom) {

    public PixelBox {
        if (right <= left || bottom <= top) {
            throw new IllegalArgumentException("left " + left + " must be less than right " + right + ", top " + top
                    + " less than bottom " + bottom);
        }
    }

    /** A box of this size, px. */
    public static PixelBox at(int left, int top, int width, int height) {
        return new PixelBox(left, top, left + width, top + height);
    }

    /** Width, px. */
    public int width() {
        return right - left;
    }

    /** Height, px. */
    public int height() {
        return bottom - top;
    }

    /** Pixels that this box and another share. */
    public long shared(PixelBox other) {
        long width = Math.min(right, other.right) - (long) Math.max(left, other.left);
        long height = Math.min(bottom, other.bottom) - (long) Math.max(top, other.top);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /** Whether all of it lies on a picture of this size. */
    public boolean isInside(int pictureWidth, int pictureHeight) {
        return left >= 0 && top >= 0 && right <= pictureWidth && bottom <= pictureHeight;
    }
}
