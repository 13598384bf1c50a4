package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.List;

/** Calibrates a model from an image folder, the same for every command that does. */
final class CalibrationRequest {

    private CalibrationRequest() {}

    /**
     * What came of it.
     *
     * @param calibration the calibration
     * @param badImages images that were left out
     */
    record Outcome(Calibration calibration, List<BadImage> badImages) {}

    static Outcome run(OnnxModel model, Path folder, ImageOptions options, Console console) {
        MemoryGuard.check(model);
        DetectorFace face = DetectorFace.of(model);
        Letterbox letterbox = options.letterbox(face, console);
        try (CalibrationImages images =
                CalibrationImages.open(options.folder(folder), letterbox, face.inputName(), options.loader())) {
            Calibration calibration = Calibrator.of(model)
                    .withThreads(options.threadCount())
                    .calibrate(images, console.progress("calibrate"));
            ImageOptions.report(images.badImages(), console);
            calibration.warnings().forEach(console::say);
            return new Outcome(calibration, images.badImages());
        }
    }
}
