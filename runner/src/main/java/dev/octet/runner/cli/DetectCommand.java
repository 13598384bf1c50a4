package dev.octet.runner.cli;

import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.DetectionDefaults;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.draw.DetectionPainter;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.results.DetectionFiles;
import dev.octet.runner.results.DetectionFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet detect}: what a detector finds in photos, as pictures, COCO JSON and YOLO text. */
@Command(
        name = "detect",
        description = "Detect in photos: pictures with boxes, COCO JSON and YOLO text.",
        mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "ONNX detector, float or INT8, or an engine of one.")
    private Path model;

    @Parameters(index = "1", paramLabel = "IMAGE|DIR", description = "A JPEG, PNG, BMP or WebP image, or a folder.")
    private Path input;

    @Option(
            names = {"-o", "--output-folder"},
            paramLabel = "DIR",
            required = true,
            description = "Folder to write.")
    private Path outputFolder;

    @Option(names = "--batch", paramLabel = "N", description = "Images in one run of the model (default: 1).")
    private int batch = DetectionDefaults.BATCH;

    @Option(names = "--no-pictures", description = "Write no pictures.")
    private boolean noPictures;

    @Mixin
    private ThresholdOptions thresholds;

    @Mixin
    private NameOptions names;

    @Mixin
    private PreparationOptions preparation;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = output.console();
        thresholds.requireValid();
        if (batch < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--batch': '" + batch + "' is not at least 1");
        }
        DetectInput images = DetectInput.at(input, preparation);
        List<Path> read = Stream.of(Stream.of(model), names.files(), preparation.files(), backend.files())
                .flatMap(files -> files)
                .toList();
        DetectionFolder folder = DetectionFolder.at(outputFolder, images.images(), images.isFolder(), read);
        PreparationOptions.loadAhead();
        backend.check(model, Optional.empty());
        try (GivenModel loaded = backend.open(model, preparation.threadCount(), console)) {
            detect(loaded, images, folder, console);
        }
        return ExitCode.OK.number();
    }

    private void detect(GivenModel loaded, DetectInput images, DetectionFolder folder, Console console) {
        Optional<Integer> classes = loaded.engine().isPresent() ? names.classes() : Optional.empty();
        DetectorFace face = preparation.face(loaded, classes);
        DetectionHead head = face.requireHead();
        DetectionSettings settings = thresholds.settings(head);
        NameOptions.Chosen chosen = names.choose(loaded, head, images.images(), console);
        Letterbox letterbox = preparation.letterbox(face, console);
        loaded.say(console);
        DetectionPipeline pipeline =
                new DetectionPipeline(loaded.detector(), face, head, letterbox, settings).inBatchesOf(batch);
        loaded.requireMemory(face, Math.min(batch, images.images().size()));
        LoaderOptions loader = images.loader(preparation);
        Optional<DetectionPainter> painter = noPictures
                ? Optional.empty()
                : Optional.of(new DetectionPainter(chosen.classes().names()));
        DetectionFiles files = new DetectionFiles(
                images.images(), loader, folder, chosen.classes().names(), chosen.ids(), painter);
        DetectReport report = new DetectReport(loaded, head, settings, chosen.classes(), batch, folder, files);
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(preparation.threadCount());
        List<BadImage> bad;
        try (Session session = pipeline.open(options)) {
            report.start();
            bad = pipeline.each(
                    session,
                    images.images(),
                    loader,
                    output.verbose ? files.andThen(one -> report.sayLast(console)) : files,
                    output.verbose ? ProgressListener.none() : console.progress("detect"));
        }
        images.require(bad);
        files.finish();
        ImageOptions.report(bad, console);
        report.printTo(bad, console);
        suggest(loaded, images, console);
    }

    private void suggest(GivenModel loaded, DetectInput images, Console console) {
        boolean finished = loaded.onnx()
                .map(onnx -> onnx.graph().nodes().stream()
                        .anyMatch(node -> node.opType().equals("DequantizeLinear")))
                .orElse(true);
        if (!images.isFolder()) {
            console.suggest("octet " + (loaded.onnx().isPresent() ? "inspect " : "benchmark ") + model);
        } else if (names.annotations().isPresent()) {
            console.suggest("octet evaluate " + model + " --images " + input + " --annotations "
                    + names.annotations().get());
        } else if (finished) {
            console.suggest("octet benchmark " + model);
        } else {
            console.suggest(
                    "octet quantize " + model + " --images " + input + " --target onnxruntime -o MODEL.int8.onnx");
        }
    }
}
