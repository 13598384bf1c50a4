package dev.octet.runner.cli;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.pipeline.CocoSink;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.List;
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

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "ONNX detector, float or INT8.")
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
    private ImageOptions images;

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
        CompletableFuture<CocoDetections> reading = CompletableFuture.supplyAsync(() -> CocoDetections.read(file));
        CocoAnnotations truth = CocoAnnotations.read(annotations);
        CocoDetections read;
        try {
            read = reading.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof ToolkitException known ? known : e;
        }
        report(EvaluationReport.of(truth, read, List.of()), console);
    }

    private void scoreModel(Path file, Console console) {
        if (images.images == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--images=DIR'");
        }
        if (detections != null) {
            AtomicFile.requireWritable(detections);
        }
        ImageOptions.loadAhead();
        OnnxModel loaded = OnnxModel.at(file);
        MemoryGuard.check(loaded);
        ExactSums.say(loaded, console);
        DetectorFace face = images.face(loaded);
        DetectionHead head = face.requireHead();
        CocoAnnotations truth = CocoAnnotations.read(annotations);
        List<CocoCategory> categories = truth.categories();
        head.requireClasses(categories.size(), loaded.name(), annotations);
        List<CocoImage> listed = truth.images();
        ImageFolder folder = ImageFolder.of(
                images.images, listed.stream().map(CocoImage::fileName).toList());
        Letterbox letterbox = images.letterbox(face, console);
        CocoDetections found = new CocoDetections();
        List<BadImage> bad = new DetectionPipeline(loaded, face, head, letterbox, head.evaluationSettings())
                .run(folder, images.loader(), new CocoSink(found, listed, categories), console.progress("evaluate"));
        ImageOptions.report(bad, console);
        UnlikeImages.say(
                loaded,
                () -> new SampleImages(images, letterbox, face.image()).spread(folder, UnlikeImages.LOOKED_AT),
                console);
        if (detections != null) {
            found.writeTo(detections);
        }
        report(EvaluationReport.of(truth, found, bad), console);
    }

    private void report(EvaluationReport report, Console console) {
        report.printTo(console);
        if (minMap != null) {
            Gate.atLeast("mAP", report.result().map(), minMap, "--min-map");
        }
    }
}
