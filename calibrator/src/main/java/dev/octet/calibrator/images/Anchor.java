package dev.octet.calibrator.images;

/** Where a picture lies on a canvas that is larger than it. */
public enum Anchor {
    /** In the middle; an odd remainder puts one px more right of and below it. */
    CENTRED,
    /** In the top left corner. */
    TOP_LEFT
}
