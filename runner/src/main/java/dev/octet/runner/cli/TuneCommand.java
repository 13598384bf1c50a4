package dev.octet.runner.cli;

import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.recipe.Recipe;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.runner.tune.ParetoPlot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet tune}: find what has to stay in float for a given accuracy, and write it down as a recipe. */
@Command(
        name = "tune",
        description =
                "Find the smallest part of a detector that must stay in float for a given accuracy; write a recipe.",
        mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {

    /** Of the operations, the head's included. */
    private static final double FLOAT_MACS = 0.10;

    private static final double POINTS = 100;

    @Parameters(paramLabel = "MODEL", description = "Float ONNX detector.")
    private Path model;

    @Option(names = "--annotations", paramLabel = "FILE", description = "COCO instances file of the images.")
    @Nullable
    private Path annotations;

    @Option(
            names = "--max-drop",
            paramLabel = "POINTS",
            defaultValue = "0.5",
            description = "How much mAP may be lost, in points of 100 (default: ${DEFAULT-VALUE}).")
    private double maxDrop;

    @Option(names = "--resume", description = "Go on with what a stopped run has left beside the output.")
    private boolean resume;

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Also draw what is lost against what is in float.")
    @Nullable
    private Path plot;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.yaml",
            required = true,
            description = "File to write.")
    private Path file;

    @Mixin
    private TargetOption target;

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
        Console console = output.console();
        Path photos = images.required(spec);
        if (!(maxDrop >= 0 && maxDrop <= POINTS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--max-drop': '" + maxDrop + "' is not between 0 and 100 points");
        }
        DeploymentTarget chosen = target.named(false, console);
        SearchEffort effort =
                SearchEffort.thorough().withThreads(images.threadCount()).withFloatMacs(accuracy.floatMacs(FLOAT_MACS));
        accuracy.repairs();
        AtomicFile.requireWritable(file);
        if (plot != null) {
            AtomicFile.requireWritable(plot);
        }
        ImageOptions.loadAhead();
        OnnxModel loaded = OnnxModel.at(model);
        MemoryGuard.check(loaded);
        ImageQuantization quantization = new ImageQuantization(loaded, chosen, images, console);
        TuneImages tuned = TuneImages.of(
                images.folder(photos),
                annotations,
                quantization.face().requireHead(),
                loaded.name(),
                quantization.compared(),
                console);
        try (TuneFolder folder = TuneFolder.open(file, subject(loaded, tuned, quantization, chosen), resume, console)) {
            Quantizer quantizer = Quantizer.forTarget(chosen);
            Tuning.Outcome outcome = new Tuning(loaded, images, quantization, quantizer, tuned, folder, console)
                    .run(accuracy.repairs(), effort, maxDrop / POINTS);
            TuneReport report = report(loaded, chosen, outcome, console);
            folder.finish();
            report.requireMet();
        }
        return ExitCode.OK.number();
    }

    /** All that detections and errors depend on. */
    private String subject(
            OnnxModel loaded, TuneImages tuned, ImageQuantization quantization, DeploymentTarget chosen) {
        return String.join(
                "\n",
                loaded.sha256(),
                tuned.identity(),
                quantization.letterbox().describe(),
                quantization.face().requireHead().name(),
                chosen.name(),
                accuracy.repairs().toString(),
                Double.toString(accuracy.floatMacs(FLOAT_MACS)),
                OctetVersion.CURRENT);
    }

    private TuneReport report(OnnxModel loaded, DeploymentTarget chosen, Tuning.Outcome outcome, Console console) {
        TuneReport report = new TuneReport(loaded, outcome, maxDrop / POINTS, annotations != null);
        Recipe recipe = new Recipe(
                loaded.name(),
                loaded.sha256(),
                chosen.name(),
                accuracy.repairs().stream().map(Repair::text).toList(),
                outcome.equalized(),
                outcome.search()
                        .plan()
                        .withFloatNodes(outcome.choice().point().point().floatNodes()),
                report.measured());
        recipe.writeTo(file);
        if (plot != null) {
            AtomicFile.write(
                    plot,
                    ParetoPlot.svg(outcome.choice(), loaded.name() + " for " + chosen.name(), maxDrop / POINTS)
                            .getBytes(StandardCharsets.UTF_8));
        }
        report.printTo(file, console);
        console.suggest("octet quantize " + model + " --recipe " + file + " --images " + images.images + " --target "
                + chosen.name() + " -o MODEL.int8.onnx");
        return report;
    }
}
