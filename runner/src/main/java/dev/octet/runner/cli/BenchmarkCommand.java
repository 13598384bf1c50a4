package dev.octet.runner.cli;

import dev.octet.benchmarks.BenchmarkSettings;
import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.Backend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** {@code octet benchmark}: latency of one model, or of two in turns. */
@Command(
        name = "benchmark",
        description = "Time a model on this CPU, or an engine on its GPU, alone or in turns with another.",
        mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "ONNX model, or an engine.")
    private Path model;

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description = "Model to compare with; speedup is how much faster MODEL is.")
    @Nullable
    private Path against;

    @Option(
            names = "--calibration-cost",
            description = "Time 'octet calibrate' over --images, in turns with the bare model on the same images.")
    private boolean calibrationCost;

    @Option(names = "--rounds", paramLabel = "N", description = "Timed rounds at least (default: 30).")
    @Nullable
    private Integer rounds;

    @Option(names = "--seconds", paramLabel = "S", description = "Timed seconds at least (default: 5).")
    @Nullable
    private Integer seconds;

    @Option(
            names = "--min-speedup",
            paramLabel = "X",
            description =
                    "With --against: fail (exit 3) when the speedup is below this; the result is printed all the same.")
    @Nullable
    private Double minSpeedup;

    @Mixin
    private ImageOptions images;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (minSpeedup != null && against == null) {
            throw new ParameterException(spec.commandLine(), "'--min-speedup' needs '--against=MODEL'");
        }
        if (calibrationCost == (images.images == null) || (calibrationCost && against != null)) {
            throw new ParameterException(
                    spec.commandLine(), "'--calibration-cost' and '--images=DIR' go together, without '--against'");
        }
        Console console = output.console();
        backend.check(model, Optional.ofNullable(against));
        if (images.images != null) {
            costOfCalibration(images.images, console);
        } else {
            latency(console);
        }
        return ExitCode.OK.number();
    }

    private void costOfCalibration(Path folder, Console console) {
        if (Backend.of(model) != Backend.ONNXRUNTIME) {
            throw new ParameterException(
                    spec.commandLine(), "'--calibration-cost' needs an ONNX model, " + model + " is "
                            + (Backend.of(model) == Backend.TENSORRT ? "an engine" : "a TensorFlow Lite model"));
        }
        OnnxModel loaded = OnnxModel.at(model);
        MemoryGuard.check(loaded);
        try (CalibrationCost cost = new CalibrationCost(loaded, folder, images, console)) {
            CalibrationCost.print(cost.measure(), console);
        }
    }

    private void latency(Console console) {
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(images.threadCount());
        List<Path> files = against == null ? List.of(model) : List.of(model, against);
        try (TimedModels timed = new TimedModels(options, console)) {
            for (Path file : files) {
                timed.add(file, backend);
            }
            console.say("Batch 1, random inputs" + (against == null ? "" : ", rounds in turns"));
            List<Measurement> measured = new InterleavedBenchmark(settings()).measure(timed.workloads());
            timed.sayGraphs();
            new BenchmarkReport(measured, timed.backends(), options).printTo(console);
            if (minSpeedup != null) {
                double speedup = Speedup.of(measured.get(1), measured.get(0)).value();
                Gate.atLeast("speedup", speedup, minSpeedup, "--min-speedup");
            }
        }
    }

    private BenchmarkSettings settings() {
        BenchmarkSettings settings = BenchmarkSettings.defaults();
        if (rounds != null) {
            settings = settings.withMinimumRounds(Math.max(1, rounds));
        }
        return seconds == null ? settings : settings.withMinimumDuration(Duration.ofSeconds(Math.max(0, seconds)));
    }
}
