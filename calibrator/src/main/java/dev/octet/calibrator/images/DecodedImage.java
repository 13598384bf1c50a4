package dev.octet.calibrator.images;

import dev.octet.bindings.opencv.Picture;
import java.nio.file.Path;

/**
 * An image that was read and decoded. Owner of its picture.
 *
 * @param index its place among the images of the set, from 0
 * @param file where it came from
 * @param sha256 of the file's bytes, as they were decoded
 * @param picture its pixels, upright where that was asked for
 */
public record DecodedImage(int index, Path file, String sha256, Picture picture) implements AutoCloseable {

    @Override
    public void close() {
        picture.close();
    }
}
