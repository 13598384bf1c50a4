package dev.octet.runner.detect;

/**
 * Size of a detector's input.
 *
 * @param width px
 * @param height px
 */
public record InputSize(int width, int height) {

    public InputSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("width " + width + " and height " + height + " must be positive");
        }
    }

    /** How many cells the grids of these strides have together. */
    long cells(int... strides) {
        long cells = 0;
        for (int stride : strides) {
            cells += (long) (width / stride) * (height / stride);
        }
        return cells;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
