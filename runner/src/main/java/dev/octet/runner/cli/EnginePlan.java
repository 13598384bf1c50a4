package dev.octet.runner.cli;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.engine.BuildSettings;
import dev.octet.runner.engine.CalibratorChoice;
import dev.octet.runner.engine.MemoryEstimate;
import dev.octet.runner.engine.PrecisionChoice;
import dev.octet.runner.engine.ProfilePlan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an engine is to be, before anything costly is done.
 *
 * @param model that is built
 * @param file of the model
 * @param engine file to write
 * @param settings how it is built
 * @param precision why it is that precision
 * @param profile sizes of open inputs
 * @param calibrator who chooses ranges, if anybody does
 * @param images that are calibrated with, as they become tensors
 * @param batch the first size of the inputs that the engine is made fast for
 * @param memory what the build needs
 */
record EnginePlan(
        OnnxModel model,
        Path file,
        Path engine,
        BuildSettings settings,
        PrecisionChoice precision,
        ProfilePlan profile,
        Optional<CalibratorChoice> calibrator,
        Optional<CalibrationPhotos> images,
        int batch,
        MemoryEstimate memory) {

    /** How many images there are, at most. */
    int imageCount() {
        return images.map(CalibrationPhotos::folder).map(ImageFolder::size).orElse(0);
    }
}
