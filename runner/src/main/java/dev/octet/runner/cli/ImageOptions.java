package dev.octet.runner.cli;

import dev.octet.calibrator.images.Preprocess;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.RectangleDetection;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which images a command reads and how they become tensors. */
final class ImageOptions extends PreparationOptions {

    @Option(names = "--images", paramLabel = "DIR", description = "Folder of JPEG, PNG, BMP or WebP images.")
    @Nullable
    Path images;

    /** The folder, where a command does nothing without one. */
    Path required(CommandSpec command) {
        if (images == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--images=DIR'");
        }
        return images;
    }

    /** True when each batch of images is to have a canvas of its own. */
    boolean inRectangles() {
        return Preprocess.YOLO_RECT.equals(preprocess);
    }

    /** A model on such canvases, and a line that says what they are. */
    RectangleDetection rectangles(GivenModel model, DetectorFace face, Console console) {
        HeadOptions.say(face, console);
        RectangleDetection detection =
                RectangleDetection.of(model.detector(), face, size -> detector.face(model, size));
        face.requireFits(detection.letterbox());
        console.say("Preprocessing: " + preprocess + " (as given" + own(face) + "), " + detection.text() + ", "
                + detection.letterbox().inOneLine());
        return detection;
    }

    /** The first images of an annotation file, or all. */
    CocoAnnotations limited(CocoAnnotations all) {
        return limit == null
                ? all
                : all.among(all.images().stream()
                        .limit(Math.max(1, limit))
                        .map(CocoImage::id)
                        .collect(Collectors.toSet()));
    }

    /** The detections in a file, those in the images that are looked at. */
    CocoDetections limited(CocoDetections all, CocoAnnotations truth) {
        return limit == null
                ? all
                : all.among(truth.images().stream().map(CocoImage::id).collect(Collectors.toSet()));
    }
}
