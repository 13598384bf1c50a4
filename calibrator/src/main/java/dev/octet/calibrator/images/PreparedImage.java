package dev.octet.calibrator.images;

import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * An image as a model takes it.
 *
 * @param index its place among the images of the set, from 0; bad images keep theirs
 * @param file where it came from
 * @param sha256 of the file's bytes, as they were decoded
 * @param chw {@code [3, height, width] float32}, direct, native order; reused for a later image
 * @param geometry where the picture lies on the canvas
 */
public record PreparedImage(int index, Path file, String sha256, FloatBuffer chw, LetterboxGeometry geometry) {}
