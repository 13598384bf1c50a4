package dev.octet.runner.engine;

import dev.octet.calibrator.exchange.TensorRtCache;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the ranges of a float model come from: from Octet, as scales, or from TensorRT's own calibrator, which looks at
 * images or takes what an earlier calibration found.
 *
 * @param calibrator who chooses them
 * @param scales of Octet's ranges by tensor, largest magnitude / 127; empty for TensorRT's own
 * @param cache of TensorRT's own calibrator: read when it is there, else written
 * @param images that TensorRT's own calibrator sees
 * @param batch the first size of the inputs that the engine is made fast for
 */
public record CalibrationInput(
        CalibratorChoice calibrator,
        Map<String, Float> scales,
        Optional<Path> cache,
        Optional<BatchImages> images,
        int batch) {

    public CalibrationInput {
        scales = Collections.unmodifiableMap(new LinkedHashMap<>(scales));
        boolean fits = calibrator.isOctets()
                ? !scales.isEmpty() && cache.isEmpty() && images.isEmpty()
                : scales.isEmpty() && (cache.isPresent() || images.isPresent());
        if (!fits) {
            throw new IllegalArgumentException("calibrator " + calibrator.id() + " with " + scales.size()
                    + " scales, cache " + cache + " and images " + images);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + ", must be at least 1");
        }
    }

    /** Octet's ranges. */
    public static CalibrationInput octets(CalibratorChoice calibrator, TensorRtCache ranges, int batch) {
        return new CalibrationInput(calibrator, ranges.scales(), Optional.empty(), Optional.empty(), batch);
    }

    /** TensorRT's own calibrator. */
    public static CalibrationInput tensorRts(
            CalibratorChoice calibrator, Optional<Path> cache, Optional<BatchImages> images, int batch) {
        return new CalibrationInput(calibrator, Map.of(), cache, images, batch);
    }
}
