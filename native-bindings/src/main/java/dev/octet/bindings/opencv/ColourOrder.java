package dev.octet.bindings.opencv;

/** Order of the colour planes of a tensor. */
public enum ColourOrder {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red. */
    BGR;

    /** Which byte of a BGR pixel goes to that plane. */
    int sourceOf(int plane) {
        return this == BGR ? plane : 2 - plane;
    }
}
