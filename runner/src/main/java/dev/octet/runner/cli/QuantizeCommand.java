package dev.octet.runner.cli;

import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet quantize}: write a Q/DQ model for a deployment target. */
@Command(
        name = "quantize",
        description = "Write an INT8 model for a deployment target, from images or from a calibration table.",
        mixinStandardHelpOptions = true)
final class QuantizeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "Float ONNX model.")
    private Path model;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            required = true,
            description = "Where the model will run: onnxruntime or tensorrt.")
    private String target;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = "Calibration table of this model, instead of --images.")
    @Nullable
    private Path calibration;

    @Option(
            names = "--range",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "How ranges are chosen: auto, minmax, percentile[:P], entropy, mse or sqnr (default: auto).")
    private String range;

    @Option(
            names = "--exclude",
            paramLabel = "REGEX",
            description = "Leave in float the nodes in whose names this is found; may be repeated.")
    private List<String> exclude = new ArrayList<>();

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
    private ImageOptions images;

    @Mixin
    private AccuracyOptions accuracy;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireFittingOptions();
        Console console = output.console();
        Quantizer quantizer = Quantizer.forTarget(deploymentTarget(console))
                .withRange(RangeOption.named(range))
                .excluding(patterns());
        AtomicFile.requireWritable(file);
        if (images.images != null) {
            ImageOptions.loadAhead();
        }
        OnnxModel loaded = OnnxModel.at(model);
        ImageQuantization.Outcome outcome = calibration != null
                ? new ImageQuantization.Outcome(
                        quantizer.quantize(loaded, Calibration.at(calibration)), List.of(), Optional.empty())
                : fromImages(loaded, Objects.requireNonNull(images.images), quantizer, console);
        outcome.quantized()
                .placement()
                .unmatchedExclusions()
                .forEach(pattern -> console.say(
                        "Warning: --exclude " + pattern + " names no node; 'octet inspect " + model + "' lists them."));
        outcome.quantized().writeTo(file);
        new QuantizationReport(loaded, outcome, target, file).printTo(console);
        console.suggest("octet evaluate " + file + " --images DIR --annotations FILE.json");
        return ExitCode.OK.number();
    }

    private ImageQuantization.Outcome fromImages(OnnxModel loaded, Path folder, Quantizer quantizer, Console console) {
        MemoryGuard.check(loaded);
        return new ImageQuantization(loaded, folder, images, accuracy, console)
                .run(quantizer, range.equals("auto"), target.equals("onnxruntime"));
    }

    private void requireFittingOptions() {
        if ((images.images == null) == (calibration == null)) {
            throw new ParameterException(spec.commandLine(), "Give either '--images=DIR' or '--calibration=FILE'");
        }
        if (calibration != null && !accuracy.given().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + accuracy.given().get(0) + "' needs '--images=DIR': a calibration table holds no images");
        }
        accuracy.repairs();
        accuracy.floatMacs(0);
    }

    private DeploymentTarget deploymentTarget(Console console) {
        DeploymentTarget named = DeploymentTarget.named(target)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--target': '" + target + "' is not one of onnxruntime, tensorrt"));
        if (reducedRange) {
            console.say("Reduced range: weights have 7 bits.");
            return named.withReducedRange();
        }
        if (named.name().equals("onnxruntime") && !Machine.current().hasVnni()) {
            console.say("This CPU has no VNNI: INT8 gains less here and sums may saturate; see --reduced-range.");
        }
        return named;
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
