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
     * The reference, checked but not run. The owner of the model that is to be run.
     *
     * @param detections makes its detections; nothing without a reference
     * @param name of its file
     * @param detector that is to be run, if there is one
     */
    record Opened(
            Optional<Function<CocoAnnotations, Made>> detections, String name, Optional<AnnotatedDetector> detector)
            implements AutoCloseable {

        /** What the detections are against it. */
        Optional<ReferenceComparison> against(CocoAnnotations truth, CocoDetections found) {
            return detections.map(makes -> {
                Made made = makes.apply(truth);
                return ReferenceComparison.of(name, made.backend(), truth, made.found(), found);
            });
        }

        @Override
        public void close() {
            detector.ifPresent(AnnotatedDetector::close);
        }
    }

    /**
     * Detections of the reference.
     *
     * @param found the detections
     * @param backend what ran it; nothing for a file of detections
     */
    record Made(CocoDetections found, Optional<String> backend) {}

    /** The reference that is a model, as it may be run by something else than the model that is evaluated. */
    Optional<Path> model() {
        return Optional.ofNullable(reference).filter(file -> !isDetections(file));
    }

    private static boolean isDetections(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /** Opens it. */
    Opened open(ImageOptions images, Path annotations, BackendOptions backend, Console console) {
        Path file = reference;
        if (file == null) {
            return new Opened(Optional.empty(), "", Optional.empty());
        }
        if (isDetections(file)) {
            CocoDetections read = CocoDetections.read(file);
            return new Opened(
                    Optional.of(truth -> new Made(images.limited(read, truth), Optional.empty())),
                    file.toString(),
                    Optional.empty());
        }
        if (images.images == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Missing option: '--images=DIR', for the model of '--reference'; detections in a file end in .json");
        }
        AnnotatedDetector detector = AnnotatedDetector.at(file, backend, images, console);
        return new Opened(
                Optional.of(truth -> made(detector.detect(truth, annotations, "reference"))),
                file.toString(),
                Optional.of(detector));
    }

    private static Made made(AnnotatedDetector.Outcome outcome) {
        return new Made(outcome.found(), Optional.of(outcome.backend()));
    }
}
