package dev.octet.runner.cli;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet evaluate}: COCO mAP of a model over images, or of detections in a file. */
@Command(
        name = "evaluate",
        description = "COCO mAP of a detector over annotated images, or of a file of detections.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..1",
            description = "ONNX detector, float or INT8, or an engine of one.")
    @Nullable
    private Path model;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            required = true,
            description = "COCO instances file of the images.")
    private Path annotations;

    @Option(
            names = "--detections",
            paramLabel = "FILE",
            description = "COCO results file: written when a model is given, read when none is.")
    @Nullable
    private Path detections;

    @Option(
            names = "--min-map",
            paramLabel = "MAP",
            description = "Fail (exit 3) when the mAP, 0 to 1, is below this; the result is printed all the same.")
    @Nullable
    private Double minMap;

    @Mixin
    private ReferenceOptions reference;

    @Mixin
    private ImageOptions images;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = output.console();
        if (model == null) {
            scoreFile(console);
        } else {
            scoreModel(model, console);
        }
        return ExitCode.OK.number();
    }

    private void scoreFile(Console console) {
        Path file = detections;
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "Give a MODEL with '--images=DIR', or '--detections=FILE'");
        }
        backend.checkWithoutModel(reference.model());
        try (ReferenceOptions.Opened held = reference.open(images, annotations, backend, console)) {
            CompletableFuture<CocoDetections> reading = CompletableFuture.supplyAsync(() -> CocoDetections.read(file));
            CocoAnnotations truth = images.limited(CocoAnnotations.read(annotations));
            CocoDetections read;
            try {
                read = images.limited(reading.join(), truth);
            } catch (java.util.concurrent.CompletionException e) {
                throw e.getCause() instanceof ToolkitException known ? known : e;
            }
            report(EvaluationReport.of(truth, read, held.against(truth, read)), console);
        }
    }

    private void scoreModel(Path file, Console console) {
        images.required(spec);
        if (detections != null) {
            AtomicFile.requireWritable(detections);
        }
        backend.check(file, reference.model());
        try (AnnotatedDetector detector = AnnotatedDetector.at(file, backend, images, console);
                ReferenceOptions.Opened held = reference.open(images, annotations, backend, console)) {
            CocoAnnotations truth = images.limited(CocoAnnotations.read(annotations));
            AnnotatedDetector.Outcome outcome = detector.detect(truth, annotations, "evaluate");
            CocoDetections found = outcome.found();
            if (detections != null) {
                found.writeTo(detections);
            }
            report(EvaluationReport.of(truth, found, held.against(truth, found)).with(outcome), console);
        }
    }

    private void report(EvaluationReport report, Console console) {
        report.printTo(console);
        if (minMap != null) {
            Gate.atLeast("mAP", report.result().map(), minMap, "--min-map");
        }
    }
}
