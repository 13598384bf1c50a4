package dev.octet.bindings.opencv;

/** What to do about the EXIF orientation of a picture. */
public enum Orientation {
    /** Nothing: the pixels as they lie in the file, as most Python data loaders do. */
    AS_STORED,
    /** Turn the picture the way its camera was held. */
    UPRIGHT
}
