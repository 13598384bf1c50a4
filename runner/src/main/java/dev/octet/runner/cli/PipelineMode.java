package dev.octet.runner.cli;

import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.runner.benchmark.pipeline.PipelineBenchmark;
import dev.octet.runner.benchmark.pipeline.PipelineResult;
import dev.octet.runner.benchmark.pipeline.PipelineSettings;
import dev.octet.runner.detect.DetectionDefaults;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --pipeline}: a detector from files to detections, stage by stage. */
final class PipelineMode implements BenchmarkMode {

    @Option(
            names = "--pipeline",
            description = "Time a detector from the files of --images to detections: decode, preprocess, infer and"
                    + " postprocess, overlapped, or one after the other with --depth=1.")
    private boolean pipeline;

    @Option(names = "--batch", paramLabel = "N", description = "Images in one run of the model (default: 1).")
    private int batch = DetectionDefaults.BATCH;

    @Option(
            names = "--decoders",
            paramLabel = "N",
            description = "With --pipeline: threads that decode (default: half of the cores).")
    @Nullable
    private Integer decoders;

    @Mixin
    private ThresholdOptions thresholds = new ThresholdOptions();

    @Override
    public String option() {
        return "--pipeline";
    }

    @Override
    public boolean isAsked() {
        return pipeline || batch != DetectionDefaults.BATCH || decoders != null || thresholds.isGiven();
    }

    @Override
    public int run(BenchmarkRequest request) {
        Path folder = request.images().images;
        if (!pipeline) {
            throw request.wrong("'--batch', '--decoders', '--confidence' and '--iou' are for '--pipeline'");
        }
        if (folder == null) {
            throw request.wrong("'--pipeline' needs '--images=DIR'");
        }
        if (batch < 1 || (decoders != null && decoders < 1)) {
            throw request.wrong("'--batch' and '--decoders' must be at least 1");
        }
        thresholds.requireValid();
        request.check(Optional.empty());
        PreparationOptions.loadAhead();
        LoaderOptions loader = request.images().loader();
        PipelineSettings settings = request.load()
                .pipeline(decoders == null ? LoaderOptions.defaults().threads() : decoders);
        try (GivenModel model =
                request.backend().open(request.model(), request.images().threadCount(), request.console())) {
            measure(request, model, request.images().folder(folder), loader, settings);
        }
        return ExitCode.OK.number();
    }

    private void measure(
            BenchmarkRequest request,
            GivenModel model,
            ImageFolder images,
            LoaderOptions loader,
            PipelineSettings settings) {
        Console console = request.console();
        ImageOptions preparation = request.images();
        DetectorFace face = preparation.face(model, Optional.empty());
        DetectionHead head = face.requireHead();
        DetectionPipeline detector = new DetectionPipeline(
                        model.detector(), face, head, preparation.letterbox(face, console), thresholds.settings(head))
                .inBatchesOf(batch);
        model.requireMemory(face, Math.multiplyExact(batch, settings.depth()));
        model.say(console);
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(preparation.threadCount());
        PipelineReport report = new PipelineReport(model, request.model(), options.intraOpThreads());
        console.say(PipelineReport.driven(settings, batch));
        try (Session session = detector.open(options)) {
            PipelineResult result =
                    new PipelineBenchmark(detector, settings, loader).measure(session, images, report::count);
            ImageOptions.report(result.badImages(), console);
            report.print(result, console);
        }
    }
}
