package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.journal.CalibrationJournal;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    /** Calibrates in one go. */
    static Outcome run(OnnxModel model, Path folder, ImageOptions options, Console console) {
        MemoryGuard.check(model);
        DetectorFace face = options.face(model);
        Letterbox letterbox = options.letterbox(face, console);
        return run(model, face, letterbox, options.folder(folder), options, console);
    }

    /** Calibrates in one go, with the letterbox and the images that were chosen already. */
    static Outcome run(
            OnnxModel model,
            DetectorFace face,
            Letterbox letterbox,
            ImageFolder folder,
            ImageOptions options,
            Console console) {
        return run(Calibrator.of(model), face, letterbox, Map.of(), folder, options, console);
    }

    /** The same with a calibrator that observes what it was told to. */
    static Outcome run(
            Calibrator calibrator,
            DetectorFace face,
            Letterbox letterbox,
            ImageFolder folder,
            ImageOptions options,
            Console console) {
        return run(calibrator, face, letterbox, Map.of(), folder, options, console);
    }

    /**
     * Calibrates into a file, with a journal beside it that is there until the file is.
     *
     * @param everyTensor also what no target needs
     * @param output the table to write
     * @param resume go on with the journal of an earlier run
     */
    static Outcome write(
            OnnxModel model,
            boolean everyTensor,
            Path folder,
            ImageOptions options,
            Path output,
            boolean resume,
            Console console) {
        MemoryGuard.check(model);
        DetectorFace face = options.face(model);
        Letterbox letterbox = options.letterbox(face, console);
        Calibrator calibrator = everyTensor ? Calibrator.of(model).withEveryTensor() : Calibrator.of(model);
        Path file = output.resolveSibling(output.getFileName() + ".journal");
        if (!resume && Files.exists(file)) {
            console.say("Starting over; --resume would have gone on with " + file + ".");
        }
        String subject = model.sha256() + "\n" + letterbox.describe() + "\n" + OctetVersion.CURRENT;
        List<String> tensors = calibrator.observedTensors();
        try (CalibrationJournal journal = resume
                ? CalibrationJournal.resume(file, subject, tensors)
                : CalibrationJournal.begin(file, subject, tensors)) {
            Map<String, String> done = journal.done();
            if (resume) {
                console.say("Resuming: " + done.size() + " images are done.");
            }
            try {
                Outcome outcome = run(
                        calibrator.withJournal(journal),
                        face,
                        letterbox,
                        done,
                        options.folder(folder),
                        options,
                        console);
                outcome.calibration().writeTo(output);
                journal.finish();
                return outcome;
            } finally {
                if (journal.done().isEmpty()) {
                    journal.finish();
                }
            }
        }
    }

    private static Outcome run(
            Calibrator calibrator,
            DetectorFace face,
            Letterbox letterbox,
            Map<String, String> done,
            ImageFolder folder,
            ImageOptions options,
            Console console) {
        try (CalibrationImages images =
                CalibrationImages.open(folder, letterbox, face.image(), options.loader(), done)) {
            Calibration calibration =
                    calibrator.withThreads(options.threadCount()).calibrate(images, console.progress("calibrate"));
            ImageOptions.report(images.badImages(), console);
            calibration.warnings().forEach(console::say);
            return new Outcome(calibration, images.badImages());
        }
    }
}
