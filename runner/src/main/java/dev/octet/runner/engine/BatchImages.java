package dev.octet.runner.engine;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Images for TensorRT's own calibrators, and how they become batches.
 *
 * @param folder of the images
 * @param limit how many of them, the first; all when empty
 * @param letterbox how each becomes a tensor
 * @param input how the model takes one
 * @param threads that decode
 * @param maxBadImages how many may be unreadable; the usual share when empty
 */
public record BatchImages(
        Path folder, OptionalInt limit, Letterbox letterbox, ImageInput input, int threads, OptionalInt maxBadImages) {

    /** The images as calibration data, one at a time. */
    @MustBeClosed
    CalibrationImages open() {
        ImageFolder all = ImageFolder.at(folder);
        LoaderOptions options = LoaderOptions.defaults().withThreads(threads);
        if (maxBadImages.isPresent()) {
            options = options.withBadImages(BadImagePolicy.atMost(maxBadImages.getAsInt()));
        }
        ImageFolder images = limit.isPresent() ? all.limit(limit.getAsInt()) : all;
        return CalibrationImages.open(images, letterbox, input, options, Map.of());
    }
}
