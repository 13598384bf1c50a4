package dev.octet.runner.draw;

import dev.octet.bindings.opencv.TextStyle;

/**
 * Widths of lines and sizes of letters that suit a picture.
 *
 * @param stroke width of a box's line, px
 * @param text letters of labels
 * @param margin around the letters of a label, px
 */
record PictureScale(int stroke, TextStyle text, int margin) {

    /** Width of a line for each px of the mean of width and height, as in the official {@code plot_one_box}. */
    private static final double STROKE = 0.003;

    /** Scale of the letters for each px: capitals of 2 % of the picture. */
    private static final double LETTERS = 0.00085;

    /** Below this the strokes of letters run into each other. */
    private static final double SMALLEST_LETTERS = 0.38;

    private static final double STROKE_OF_LETTERS = 1.9;

    /** A longer picture than this counts as one of this ratio of its sides, so that labels fit into a strip. */
    private static final double LONGEST = 3;

    /** With more labels than this letters become smaller, down to a share, so that labels leave something to see. */
    private static final int MANY = 12;

    private static final double SMALLEST_SHARE = 0.7;

    /** What suits a picture of this size, px, with so many labels. */
    static PictureScale of(int width, int height, int labels) {
        double mean = Math.min((width + (double) height) / 2, LONGEST * Math.min(width, height));
        double share = Math.max(SMALLEST_SHARE, Math.min(1, Math.sqrt((double) MANY / Math.max(1, labels))));
        double letters = Math.max(SMALLEST_LETTERS, LETTERS * share * mean);
        int stroke = (int) Math.max(1, Math.round(STROKE * mean));
        TextStyle text = new TextStyle(letters, (int) Math.max(1, Math.round(STROKE_OF_LETTERS * letters)));
        return new PictureScale(stroke, text, 1 + stroke);
    }
}
