package dev.octet.runner.cli;

import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.finetune.FinetuneSettings;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.recipe.Recipe;
import dev.octet.calibrator.scheme.WeightScheme;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet finetune}: quantize, then train what was rounded to do what the float model does. */
@Command(
        name = "finetune",
        description =
                "Write an INT8 model whose weights and scales were trained, without labels, to give the float model's"
                        + " outputs. Needs the add-on libtorch.",
        mixinStandardHelpOptions = true)
final class FinetuneCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "Float ONNX detector.")
    private Path model;

    @Option(names = "--annotations", paramLabel = "FILE", description = "COCO instances file of the images.")
    @Nullable
    private Path annotations;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Ranges, repairs and float nodes as 'octet tune' found them, with --images.")
    @Nullable
    private Path recipe;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "" + FinetuneSettings.STEPS,
            description = "Steps of training, four images each (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--keep-scales",
            description = "Train weights and biases only; the scales stay as they were chosen.")
    private boolean keepScales;

    @Option(names = "--resume", description = "Go on with what a stopped run has left beside the output.")
    private boolean resume;

    @Option(names = "--device", paramLabel = "N", description = "Number of the GPU (default: 0).")
    @Nullable
    private Integer device;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    private Path file;

    @Mixin
    private TargetOption target;

    @Mixin
    private WeightOption weights;

    @Mixin
    private ImageOptions images;

    @Mixin
    private AccuracyOptions accuracy;

    @Mixin
    private SeedOption seed;

    @Mixin
    private ReportOptions report;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = output.console();
        Path photos = images.required(spec);
        requireFittingOptions();
        FinetuneSettings settings = settings();
        WeightScheme levels = weights.levels();
        DeploymentTarget chosen = target.named(false, console).withWeights(levels);
        LibTorch.library().verifyAvailable();
        AtomicFile.requireWritable(file);
        report.requireWritable();
        ImageOptions.loadAhead();
        OnnxModel loaded = OnnxModel.at(model);
        MemoryGuard.check(loaded);
        ImageQuantization quantization = new ImageQuantization(loaded, chosen, images, console);
        FinetuneImages split =
                FinetuneImages.of(images.folder(photos), annotations, quantization, loaded.name(), console);
        Optional<Recipe> read = Optional.ofNullable(recipe).map(Recipe::read);
        read.ifPresent(given -> given.requireFits(loaded, chosen.name()));
        Finetuning finetuning = new Finetuning(loaded, images, accuracy, quantization, split, settings, console);
        Finetuning.Outcome outcome =
                finetuning.run(Quantizer.forTarget(chosen), read, Optional.ofNullable(device), file, resume);
        outcome.quantized().quantized().writeTo(file);
        outcome.finish();
        new FinetuneReport(loaded, outcome, split, chosen.name(), file).printTo(console);
        report.write(
                new QuantizedFile(loaded, outcome.quantized().quantized().model(), file),
                chosen,
                outcome.quantized(),
                Optional.of(outcome.course()),
                images,
                console);
        console.suggest("octet evaluate " + file + " --images DIR --annotations FILE.json");
        return ExitCode.OK.number();
    }

    private FinetuneSettings settings() {
        FinetuneSettings settings = FinetuneSettings.defaults().withSteps(steps).withSeed(seed.of(spec));
        return keepScales ? settings.withRates(settings.rates().withoutScales()) : settings;
    }

    private void requireFittingOptions() {
        if (steps < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--steps': '" + steps + "' is not at least 1");
        }
        if (device != null && device < 0) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--device': '" + device + "' is not at least 0");
        }
        if (recipe != null && !accuracy.given().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + accuracy.given().get(0)
                            + "' and '--recipe=FILE' exclude each other: the recipe says it, and may be edited");
        }
        accuracy.repairs();
        accuracy.floatMacs(0);
    }
}
