package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.finetune.FinetuneRequest;
import dev.octet.calibrator.finetune.FinetuneResult;
import dev.octet.calibrator.finetune.FinetuneSettings;
import dev.octet.calibrator.finetune.Finetuner;
import dev.octet.calibrator.finetune.OutputLoss;
import dev.octet.calibrator.finetune.TorchGraph;
import dev.octet.calibrator.finetune.TrainingImages;
import dev.octet.calibrator.finetune.TrainingStart;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.recipe.Recipe;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.pipeline.CocoSink;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.report.TrainingCourse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Quantizes a model, and trains what was rounded. */
final class Finetuning {

    /** A held out image more costs four runs at each checkpoint: two networks, both ways round. */
    private static final int MOST_FOR_LOSS = 16;

    private final OnnxModel model;
    private final ImageOptions options;
    private final AccuracyOptions accuracy;
    private final ImageQuantization quantization;
    private final FinetuneImages images;
    private final FinetuneSettings settings;
    private final Console console;

    Finetuning(
            OnnxModel model,
            ImageOptions options,
            AccuracyOptions accuracy,
            ImageQuantization quantization,
            FinetuneImages images,
            FinetuneSettings settings,
            Console console) {
        this.model = model;
        this.options = options;
        this.accuracy = accuracy;
        this.quantization = quantization;
        this.images = images;
        this.settings = settings;
        this.console = console;
    }

    /**
     * What came of it.
     *
     * @param quantized the better of the start and the best checkpoint
     * @param result how the training went
     * @param course the same for a report
     * @param left files of the training that are not needed any more
     */
    record Outcome(ImageQuantization.Outcome quantized, FinetuneResult result, TrainingCourse course, List<Path> left) {

        /** The output is there: deletes what a stopped run would go on with. */
        void finish() {
            for (Path file : left) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new ToolkitException(
                            FailureKind.OUT_OF_RESOURCES,
                            "Cannot delete " + file + ": " + e.getMessage() + ".",
                            "Delete it; the output is complete.",
                            e);
                }
            }
        }
    }

    Outcome run(Quantizer quantizer, Optional<Recipe> recipe, Optional<Integer> gpu, Path output, boolean resume) {
        OutputLoss loss = loss();
        TorchGraph.requireSupported(model, loss.tensors());
        TorchDevice device = device(gpu);
        Path checkpoint = output.resolveSibling(output.getFileName() + ".checkpoint");
        if (!resume && Files.exists(checkpoint)) {
            console.say("Starting over; --resume would have gone on with " + checkpoint + ".");
        }
        ImageQuantization.Beginning begun = begin(quantizer, recipe, output, resume);
        TrainingLog log = new TrainingLog(
                output.resolveSibling(output.getFileName() + ".finetune.json"), images, settings, console);
        FinetuneRequest request = new FinetuneRequest(
                begun.start(),
                views(readable(begun.ready().bad())),
                views(images.heldOut()).bothWays(MOST_FOR_LOSS),
                loss,
                images.annotations().map(truth -> score(truth, begun)),
                settings,
                device,
                checkpoint,
                resume);
        FinetuneResult result;
        try (StopBetweenSteps listener = StopBetweenSteps.around(log)) {
            result = Finetuner.run(request, listener);
        }
        return new Outcome(
                begun.outcome(result.model()),
                result,
                log.course(),
                List.of(checkpoint, output.resolveSibling(output.getFileName() + ".journal")));
    }

    private TrainingImages views(ImageFolder folder) {
        return new TrainingImages(
                folder,
                quantization.letterbox(),
                quantization.face().image(),
                options.loader().withThreads(1));
    }

    private OutputLoss loss() {
        return quantization
                .face()
                .head()
                .map(DetectionHead::outputLoss)
                .orElseGet(() -> OutputLoss.relativeSquares(
                        model.graph().outputs().stream().map(ValueSpec::name).toList()));
    }

    private TorchDevice device(Optional<Integer> gpu) {
        LibTorch.useThreads(options.threadCount());
        TorchDevice device = gpu.isPresent() || LibTorch.hasCuda() ? TorchDevice.gpu(gpu.orElse(0)) : TorchDevice.cpu();
        console.say("Training with libtorch " + LibTorch.library().version() + " on "
                + (device.cuda() ? "GPU " + device.index() : options.threadCount() + " threads of the processor") + ", "
                + images.trained().size() + " images, " + images.heldOut().size()
                + " held out to compare checkpoints by "
                + (images.annotations().isPresent() ? "mAP." : "their loss."));
        return device;
    }

    private ImageQuantization.Beginning begin(
            Quantizer quantizer, Optional<Recipe> recipe, Path output, boolean resume) {
        ImageFolder folder = images.trained();
        if (recipe.isPresent()) {
            return quantization.begin(quantizer, folder, recipe.get());
        }
        SearchEffort defaults = SearchEffort.defaults().withThreads(options.threadCount());
        SearchEffort effort = defaults.withFloatMacs(accuracy.floatMacs(defaults.floatMacs()));
        String subject = quantization.subject(folder, accuracy.repairs(), effort);
        try (SearchJournal journal = SearchJournal.open(output, subject, resume, console)) {
            return quantization.begin(quantizer, folder, accuracy.repairs(), effort, journal.errors());
        }
    }

    private ImageFolder readable(List<BadImage> bad) {
        ImageFolder folder = images.trained();
        Set<String> names =
                bad.stream().map(image -> folder.nameOf(image.file())).collect(Collectors.toSet());
        return folder.without(names);
    }

    /** mAP of what would be written, in ONNX Runtime; turned round, since lower is better. */
    private ToDoubleFunction<TrainingStart> score(CocoAnnotations truth, ImageQuantization.Beginning begun) {
        DetectionHead head = quantization.face().requireHead();
        return trained -> {
            CocoDetections found = new CocoDetections();
            new DetectionPipeline(
                            begun.quantizer().quantized(trained).model(),
                            quantization.face(),
                            head,
                            quantization.letterbox(),
                            head.evaluationSettings())
                    .run(
                            images.heldOut(),
                            options.loader(),
                            new CocoSink(found, images.annotatedImages(), truth.categories()),
                            (done, total) -> {});
            return -CocoEvaluation.evaluate(truth, found).map();
        };
    }
}
