package dev.octet.runner.cli;

import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.engine.CalibratorChoice;
import dev.octet.runner.engine.EngineBuild;
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

/** {@code octet build}: a TensorRT engine for the GPU of this machine, with a manifest. */
@Command(
        name = "build",
        description = "Build a TensorRT engine for this machine's GPU: FP16, INT8 with a calibrator, or from Q/DQ.",
        mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "ONNX model, float or with Q/DQ.")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    private Path file;

    @Option(
            names = "--timing-cache",
            paramLabel = "FILE",
            description = "Times of kernels from earlier builds: read when the file is there, and written.")
    @Nullable
    private Path timingCache;

    @Option(
            names = "--export-layers",
            paramLabel = "FILE.json",
            description = "Write what each layer of the engine is and computes in, as TensorRT tells it.")
    @Nullable
    private Path layers;

    @Option(names = "--dry-run", description = "Say what would be built and what it needs; no GPU is needed for that.")
    private boolean dryRun;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ShapeOptions shapes;

    @Mixin
    private CalibratorOptions calibrator;

    @Mixin
    private BuilderResourceOptions resources;

    @Mixin
    private ImageOptions images;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireFittingOptions();
        Console console = output.console();
        if (!dryRun) {
            TensorRt.library().verifyAvailable();
            EngineBuild.requireWritable(file, Optional.ofNullable(timingCache), Optional.ofNullable(layers));
        }
        EnginePlanner planner = new EnginePlanner(engine, shapes, calibrator, images, console);
        EnginePlan plan = planner.plan(OnnxModel.at(model), model, file);
        EngineReport report = new EngineReport(plan, console);
        if (dryRun) {
            report.planned();
        } else {
            console.say("Precision: " + plan.precision().remark() + ".");
            PlannedBuild build = new PlannedBuild(
                    plan, output, Optional.ofNullable(timingCache), resources.folder(), Optional.ofNullable(layers));
            report.built(build.run(planner.ranges(plan)));
        }
        return ExitCode.OK.number();
    }

    private void requireFittingOptions() {
        engine.check();
        resources.folder();
        shapes.check();
        Optional<CalibratorChoice> choice = calibrator.choice(images.images != null);
        if (engine.usesDla()
                && choice.filter(one -> one == CalibratorChoice.ENTROPY || one == CalibratorChoice.MINMAX)
                        .isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'--dla' takes ranges of entropy2 or of Octet's calibrators only, not of "
                            + choice.get().id());
        }
        if (file.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
            throw new ParameterException(spec.commandLine(), "'--output' is the model itself: " + file);
        }
        if (layers != null && engine.isVersionCompatible()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'--export-layers' loads the engine, which Octet does not do with one of '--version-compatible': it"
                            + " carries code of its own");
        }
    }
}
