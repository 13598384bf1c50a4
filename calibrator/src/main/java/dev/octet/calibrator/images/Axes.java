package dev.octet.calibrator.images;

/** Order of an image tensor's axes behind the batch. */
public enum Axes {
    /** Planes of rows: {@code [1, 3, height, width]}, NCHW. */
    CHANNELS_FIRST,
    /** Rows of pixels: {@code [1, height, width, 3]}, NHWC. */
    CHANNELS_LAST
}
