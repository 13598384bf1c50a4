package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.ImageDifferences;
import dev.octet.runner.report.Accuracy;
import dev.octet.runner.report.ChangedPictures;
import dev.octet.runner.report.Fidelity;
import dev.octet.runner.report.Measured;
import dev.octet.runner.report.PictureEntry;
import dev.octet.runner.report.Report;
import dev.octet.runner.report.ReportFiles;
import dev.octet.runner.report.Speed;
import dev.octet.runner.report.TensorEntry;
import dev.octet.runner.report.TensorRanges;
import dev.octet.runner.report.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet report create}: measures a float and an INT8 model and writes the page. */
@Command(
        name = "create",
        description = "Measure a float model and its INT8 model on images, and write what came of it.",
        mixinStandardHelpOptions = true)
final class ReportCreateCommand implements Callable<Integer> {

    /** Images that tensors are compared on: averages over a few show what is wrong. */
    private static final int COMPARED = 8;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The float model.")
    private Path first;

    @Parameters(index = "1", paramLabel = "INT8", description = "Its INT8 model.")
    private Path second;

    @Option(names = "--annotations", paramLabel = "FILE", description = "COCO instances file of the images.")
    @Nullable
    private Path annotations;

    @Mixin
    private TableOption table;

    @Option(names = "--no-timing", description = "Leave speed out.")
    private boolean noTiming;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    private Path page;

    @Mixin
    private ImageOptions images;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    /** What annotated images tell. */
    private record Judged(Accuracy accuracy, List<PictureEntry> pictures) {}

    @Override
    public Integer call() {
        Path folder = images.required(spec);
        ReportFiles.requireWritable(page);
        Console console = output.console();
        ImageOptions.loadAhead();
        QuantizedFile models = new QuantizedFile(OnnxModel.at(first), OnnxModel.at(second), second);
        MemoryGuard.check(models.reference());
        MemoryGuard.check(models.quantized());
        models.requireFloatAndInt8();
        SameInput.require(first, images.face(models.reference()), second, images.face(models.quantized()));
        models.sayIfOfAnother(console);
        Optional<Calibration> calibration = table.file().map(Calibration::at);
        calibration.ifPresent(one -> one.requireModel(models.reference()));
        Subject subject = new Subject(models, images, console, ReportCommand.line(spec));
        Optional<Judged> judged = Optional.ofNullable(annotations).map(file -> judge(models, file, folder, console));
        ImageFolder photos = images.folder(folder);
        Fidelity fidelity = subject.fidelity(photos, COMPARED);
        Optional<Speed> speed = noTiming ? Optional.empty() : Optional.of(subject.speed());
        List<TensorEntry> tensors = calibration
                .map(one -> TensorRanges.of(one, models.target().symmetry(), models.quantized()))
                .orElse(List.of());
        Report report = new Report(
                subject.origin(photos.size()),
                speed,
                judged.map(Judged::accuracy),
                Optional.of(fidelity),
                subject.layers(),
                tensors,
                judged.map(Judged::pictures).orElse(List.of()));
        ReportFiles.write(report, page);
        print(report, console);
        return ExitCode.OK.number();
    }

    private void print(Report report, Console console) {
        console.print(Words.size(report.origin()));
        report.speed().ifPresent(one -> console.print(Words.speed(one)));
        report.accuracy()
                .ifPresent(
                        one -> console.print(Words.accuracy(one).replace('\u00a0', ' ') + ". " + Words.certainty(one)));
        console.print("report " + page + ", " + ReportFiles.jsonOf(page));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("page", page.toString());
        document.put("json", ReportFiles.jsonOf(page).toString());
        document.put("timesSmaller", report.origin().timesSmaller());
        report.speed().ifPresent(one -> {
            document.put("speedup", one.speedup());
            document.put("speedupLow", one.speedupLow());
            document.put("speedupHigh", one.speedupHigh());
        });
        report.accuracy().ifPresent(one -> {
            document.put("mapDrop", one.drop());
            document.put("mapDropMargin", one.margin().orElse(null));
            document.put("mapDropBeyondChance", one.beyondChance());
        });
        console.document("octet.report.create/1", document);
    }

    private Judged judge(QuantizedFile models, Path file, Path folder, Console console) {
        AnnotatedDetector before = AnnotatedDetector.of(models.reference(), images, console);
        AnnotatedDetector after = AnnotatedDetector.of(models.quantized(), images, console);
        CocoAnnotations truth = images.limited(CocoAnnotations.read(file));
        CocoDetections reference = before.detect(truth, file, "float").found();
        CocoDetections quantized = after.detect(truth, file, "int8").found();
        ImageDifferences byImage = ImageDifferences.of(truth, reference, quantized);
        return new Judged(
                Measured.accuracy(truth, reference, quantized, byImage),
                ChangedPictures.of(folder, truth, reference, quantized, byImage));
    }
}
