package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.adopt.PairCheck;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.recipe.Recipe;
import dev.octet.calibrator.scheme.WeightScheme;
import dev.octet.calibrator.search.SearchEffort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet quantize}: write a Q/DQ model for a deployment target. */
@Command(
        name = "quantize",
        description = "Write an INT8 model for a deployment target, from images or from a calibration table; of a model"
                + " that has Q/DQ already, with its scales kept.",
        mixinStandardHelpOptions = true)
final class QuantizeCommand implements Callable<Integer> {

    private static final String AUTO = "auto";

    @Parameters(paramLabel = "MODEL", description = "Float ONNX model, or one with Q/DQ.")
    private Path model;

    @Mixin
    private TableOption table;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Ranges, repairs and float nodes as 'octet tune' found them, with --images.")
    @Nullable
    private Path recipe;

    @Option(
            names = "--range",
            paramLabel = "NAME",
            description = "How ranges are chosen: auto, minmax, percentile[:P], entropy, mse or sqnr (default: auto).")
    @Nullable
    private String range;

    @Option(
            names = "--exclude",
            paramLabel = "REGEX",
            description = "Leave in float the nodes in whose names this is found; may be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--resume", description = "Go on with what a stopped run has left beside the output.")
    private boolean resume;

    @Option(
            names = "--reduced-range",
            description = "7-bit weights, for x86 CPUs without VNNI, where 8-bit products can saturate.")
    private boolean reducedRange;

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
    private ReportOptions report;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = output.console();
        if (images.images == null && !table.isGiven()) {
            keepScales(console);
            return ExitCode.OK.number();
        }
        requireFittingOptions();
        WeightScheme levels = weights.levels();
        DeploymentTarget chosen = target.named(reducedRange, console).withWeights(levels);
        Quantizer quantizer = Quantizer.forTarget(chosen)
                .withRange(RangeOption.named(range == null ? AUTO : range))
                .excluding(patterns());
        AtomicFile.requireWritable(file);
        report.requireWritable();
        if (images.images != null) {
            ImageOptions.loadAhead();
        }
        OnnxModel loaded = OnnxModel.at(model);
        requireFloat(loaded);
        ImageQuantization.Outcome outcome = table.file().isPresent()
                ? fromTable(loaded, Calibration.at(table.file().get()), quantizer)
                : fromImages(loaded, Objects.requireNonNull(images.images), chosen, quantizer, console);
        outcome.quantized()
                .placement()
                .unmatchedExclusions()
                .forEach(pattern -> console.say(
                        "Warning: --exclude " + pattern + " names no node; 'octet inspect " + model + "' lists them."));
        outcome.quantized().writeTo(file);
        new QuantizationReport(loaded, outcome, chosen.name(), file).printTo(console);
        report.write(new QuantizedFile(loaded, outcome.quantized().model(), file), chosen, outcome, images, console);
        console.suggest("octet evaluate " + file + " --images DIR --annotations FILE.json");
        return ExitCode.OK.number();
    }

    /** Without images and without a table there is one thing to quantize by: the scales of the model itself. */
    private void keepScales(Console console) {
        OnnxModel loaded = Files.isRegularFile(model) ? OnnxModel.at(model) : null;
        if (loaded == null || !PairCheck.hasPairs(loaded)) {
            throw new ParameterException(spec.commandLine(), "Give either '--images=DIR' or '--calibration=FILE'");
        }
        List<String> others = List.of("--target", "--output", "-o", "--json", "--quiet", "--verbose", "-v", "--color");
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(option -> !others.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            "'" + option + "' does not go with " + model
                                    + ", which has Q/DQ: its scales and weights are kept as they are");
                });
        AtomicFile.requireWritable(file);
        new KeptScales(loaded, target.named(false, console), file, console).write();
    }

    private void requireFloat(OnnxModel loaded) {
        if (PairCheck.hasPairs(loaded)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + loaded.name() + " has Q/DQ already; images and tables are for float models.",
                    "Leave '--images' and '--calibration' out to write it for another target with its scales kept.");
        }
    }

    private static ImageQuantization.Outcome fromTable(OnnxModel loaded, Calibration table, Quantizer quantizer) {
        return new ImageQuantization.Outcome(quantizer.quantize(loaded, table), List.of(), Optional.empty(), table);
    }

    private ImageQuantization.Outcome fromImages(
            OnnxModel loaded, Path folder, DeploymentTarget chosen, Quantizer quantizer, Console console) {
        MemoryGuard.check(loaded);
        if (recipe != null) {
            Recipe read = Recipe.read(recipe);
            read.requireFits(loaded, chosen.name());
            return new ImageQuantization(loaded, chosen, images, console).run(quantizer, images.folder(folder), read);
        }
        ImageQuantization quantization = new ImageQuantization(loaded, chosen, images, console);
        ImageFolder photos = images.folder(folder);
        if (!isSearched()) {
            return quantization.run(quantizer, photos, accuracy.repairs());
        }
        SearchEffort defaults = SearchEffort.defaults().withThreads(images.threadCount());
        SearchEffort effort = defaults.withFloatMacs(accuracy.floatMacs(defaults.floatMacs()));
        String subject = quantization.subject(photos, accuracy.repairs(), effort) + exclude;
        try (SearchJournal journal = SearchJournal.open(file, subject, resume, console)) {
            ImageQuantization.Outcome outcome =
                    quantization.run(quantizer, photos, accuracy.repairs(), effort, Optional.of(journal.errors()));
            journal.finish();
            return outcome;
        }
    }

    private boolean isSearched() {
        return recipe == null && (range == null || range.equals(AUTO));
    }

    private void requireFittingOptions() {
        if ((images.images == null) != table.isGiven()) {
            throw new ParameterException(spec.commandLine(), "Give either '--images=DIR' or '--calibration=FILE'");
        }
        List<String> needImages = new ArrayList<>(accuracy.given());
        if (recipe != null) {
            List<String> settled = new ArrayList<>(accuracy.given());
            if (range != null) {
                settled.add("--range");
            }
            if (!exclude.isEmpty()) {
                settled.add("--exclude");
            }
            if (!settled.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + settled.get(0)
                                + "' and '--recipe=FILE' exclude each other: the recipe says it, and may be"
                                + " edited");
            }
            needImages.add("--recipe");
        }
        if (resume && isSearched()) {
            needImages.add("--resume");
        } else if (resume) {
            throw new ParameterException(
                    spec.commandLine(), "'--resume' goes on with a search, and there is none without '--range auto'");
        }
        if (table.isGiven() && !needImages.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + needImages.get(0) + "' needs '--images=DIR': a calibration table holds no images");
        }
        accuracy.repairs();
        accuracy.floatMacs(0);
    }

    private List<Pattern> patterns() {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : exclude) {
            try {
                patterns.add(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--exclude': '" + text + "' is not a regular expression ("
                                + e.getDescription() + ")");
            }
        }
        return patterns;
    }
}
