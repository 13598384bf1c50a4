package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.Axes;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.engine.BatchImages;
import dev.octet.runner.engine.ProfilePlan;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The images that an engine is calibrated with, of the size that it is made fast for.
 *
 * @param folder of them
 * @param face how the model takes one
 * @param letterbox how each becomes a tensor
 */
record CalibrationPhotos(ImageFolder folder, DetectorFace face, Letterbox letterbox) {

    /** The images of a folder for a model whose open sizes a profile has settled. */
    static CalibrationPhotos of(
            OnnxModel model, ProfilePlan profile, Path folder, ImageOptions options, Console console) {
        DetectorFace face = options.face(model);
        ValueSpec input = model.graph().inputs().get(0);
        List<Long> sizes = profile.usual(input);
        int first = face.image().axes() == Axes.CHANNELS_FIRST ? 2 : 1;
        InputSize made =
                new InputSize(sizes.get(first + 1).intValue(), sizes.get(first).intValue());
        if (face.sizeIsOpen() && options.detector.isSizeGiven() && !face.input().equals(made)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "'--input-size' is " + face.input() + ", the engine is made for " + made + ".",
                    "Leave '--input-size' out: --opt-shapes says the size.");
        }
        DetectorFace sized = face.sizeIsOpen() ? options.detector.face(model, made) : face;
        return new CalibrationPhotos(options.folder(folder), sized, options.letterbox(sized, console));
    }

    /** For a calibrator of TensorRT's own. */
    BatchImages batches(ImageOptions options) {
        return new BatchImages(
                folder.root(),
                options.limit == null ? OptionalInt.empty() : OptionalInt.of(options.limit),
                letterbox,
                face.image(),
                options.threadCount(),
                options.maxBadImages == null ? OptionalInt.empty() : OptionalInt.of(options.maxBadImages));
    }
}
