package dev.octet.calibrator.images;

/** How the size of a scaled picture becomes whole px. */
public enum SizeRounding {
    /** To the nearest, halves to the even one, as Python's {@code round}. */
    NEAREST,
    /** Down, as Python's {@code int}. */
    DOWN;

    int apply(double size) {
        double rounded = this == NEAREST ? Math.rint(size) : Math.floor(size);
        return (int) Math.max(1, rounded);
    }
}
