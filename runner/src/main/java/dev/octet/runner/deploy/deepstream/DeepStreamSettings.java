package dev.octet.runner.deploy.deepstream;

import dev.octet.runner.detect.DetectionSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user decides of a model in DeepStream.
 *
 * @param maxBatch images in a batch, where the model takes batches
 * @param thresholds what counts as a detection
 * @param parser that reads the outputs; nothing for the one that is known
 * @param cache TensorRT calibration cache of a float model; nothing for none
 */
public record DeepStreamSettings(
        int maxBatch, DetectionSettings thresholds, Optional<BoxParser> parser, Optional<Path> cache) {}
