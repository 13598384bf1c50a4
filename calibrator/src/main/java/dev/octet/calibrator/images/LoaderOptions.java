package dev.octet.calibrator.images;

import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.Orientation;
import java.util.Objects;

/**
 * How images are loaded.
 *
 * @param threads threads that decode, at least 1
 * @param ahead images that are kept ready beyond those being decoded, at least 1
 * @param limits how large an image may be
 * @param orientation what to do about EXIF orientation
 * @param badImages how many images may be bad
 */
public record LoaderOptions(
        int threads, int ahead, DecodeLimits limits, Orientation orientation, BadImagePolicy badImages) {

    public LoaderOptions {
        if (threads < 1 || ahead < 1) {
            throw new IllegalArgumentException("threads " + threads + " and ahead " + ahead + " must be at least 1");
        }
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(orientation, "orientation");
        Objects.requireNonNull(badImages, "badImages");
    }

    /**
     * Half of the cores, because the model takes most of the time; two images ahead, which evens out large and small
     * ones; pictures upright, as the official code of the YOLO family reads them.
     */
    public static LoaderOptions defaults() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new LoaderOptions(threads, 2, DecodeLimits.defaults(), Orientation.UPRIGHT, BadImagePolicy.defaults());
    }

    /** The same with another number of threads. */
    public LoaderOptions withThreads(int newThreads) {
        return new LoaderOptions(newThreads, ahead, limits, orientation, badImages);
    }

    /** The same with other limits. */
    public LoaderOptions withLimits(DecodeLimits newLimits) {
        return new LoaderOptions(threads, ahead, newLimits, orientation, badImages);
    }

    /** The same with another treatment of EXIF orientation. */
    public LoaderOptions withOrientation(Orientation newOrientation) {
        return new LoaderOptions(threads, ahead, limits, newOrientation, badImages);
    }

    /** The same with another bound on bad images. */
    public LoaderOptions withBadImages(BadImagePolicy policy) {
        return new LoaderOptions(threads, ahead, limits, orientation, policy);
    }
}
