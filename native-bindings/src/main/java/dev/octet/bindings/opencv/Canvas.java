package dev.octet.bindings.opencv;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A picture on the canvas that becomes a tensor {@code [3, height, width]}, px.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left of the picture
 * @param top of the picture
 * @param pictureWidth of the picture
 * @param pictureHeight of the picture
 */
record Canvas(int width, int height, int left, int top, int pictureWidth, int pictureHeight) {

    static final int PLANES = 3;

    Canvas {
        if (left < 0 || top < 0 || left > width - pictureWidth || top > height - pictureHeight) {
            throw new IllegalArgumentException("a picture of " + pictureWidth + " x " + pictureHeight + " at " + left
                    + ", " + top + " does not lie inside a canvas of " + width + " x " + height);
        }
    }

    /** Checks that a buffer can hold the tensor. */
    void requireRoom(FloatBuffer chw) {
        if (chw.capacity() < (long) PLANES * width * height) {
            throw new IllegalArgumentException("chw has room for " + chw.capacity() + " values, a canvas of " + width
                    + " x " + height + " needs 3 for each pixel");
        }
    }

    /** Position of the value of the picture's first pixel of a row. */
    int start(int plane, int row) {
        return (plane * height + top + row) * width + left;
    }

    /** Writes the level of the ground everywhere around the picture. */
    void pad(FloatBuffer chw, PixelLayout layout) {
        float[] ground = new float[width];
        for (int plane = 0; plane < PLANES; plane++) {
            Arrays.fill(ground, layout.pad(plane));
            for (int y = 0; y < height; y++) {
                int row = (plane * height + y) * width;
                if (y < top || y >= top + pictureHeight) {
                    chw.put(row, ground, 0, width);
                } else if (pictureWidth < width) {
                    int right = left + pictureWidth;
                    chw.put(row, ground, 0, left);
                    chw.put(row + right, ground, 0, width - right);
                }
            }
        }
    }
}
