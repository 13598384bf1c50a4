package dev.octet.runner.cli;

import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an evaluation is held against: another model, or a file of its detections. */
final class ReferenceOptions {

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "What to hold the result against, usually the float model: a model that is run on the same"
                    + " images, or a COCO results file (.json) of it.")
    @Nullable
    private Path reference;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The reference, checked but not run.
     *
     * @param detections makes its detections; nothing without a reference
     * @param name of its file
     */
    record Opened(Optional<Function<CocoAnnotations, CocoDetections>> detections, String name) {

        /** What the detections are against it. */
        Optional<ReferenceComparison> against(CocoAnnotations truth, CocoDetections found) {
            return detections.map(made -> ReferenceComparison.of(name, truth, made.apply(truth), found));
        }
    }

    /** Opens it. */
    Opened open(ImageOptions images, Path annotations, Console console) {
        Path file = reference;
        if (file == null) {
            return new Opened(Optional.empty(), "");
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            CocoDetections read = CocoDetections.read(file);
            return new Opened(Optional.of(truth -> images.limited(read, truth)), file.toString());
        }
        if (images.images == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Missing option: '--images=DIR', for the model of '--reference'; detections in a file end in .json");
        }
        AnnotatedDetector detector = AnnotatedDetector.at(file, images, console);
        return new Opened(
                Optional.of(truth ->
                        detector.detect(truth, annotations, "reference").found()),
                file.toString());
    }
}
