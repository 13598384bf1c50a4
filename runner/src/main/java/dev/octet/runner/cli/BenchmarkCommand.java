package dev.octet.runner.cli;

import dev.octet.benchmarks.BenchmarkSettings;
import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.OnnxRuntimeWorkload;
import dev.octet.benchmarks.Speedup;
import dev.octet.benchmarks.Workload;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet benchmark}: latency of one model, or of two in turns, on this CPU. */
@Command(
        name = "benchmark",
        description = "Time a model on this CPU, alone or in turns with another.",
        mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

    private static final long SEED = 1;

    @Parameters(paramLabel = "MODEL", description = "ONNX model.")
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
        if (images.images != null) {
            costOfCalibration(images.images, console);
        } else {
            latency(console);
        }
        return ExitCode.OK.number();
    }

    private void costOfCalibration(Path folder, Console console) {
        OnnxModel loaded = OnnxModel.at(model);
        MemoryGuard.check(loaded);
        try (CalibrationCost cost = new CalibrationCost(loaded, folder, images, console)) {
            CalibrationCost.print(cost.measure(), console);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // each is closed below, whatever happens
    private void latency(Console console) {
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(images.threadCount());
        List<Path> files = against == null ? List.of(model) : List.of(model, against);
        List<Workload> workloads = new ArrayList<>();
        try {
            for (Path file : files) {
                OnnxModel loaded = OnnxModel.at(file);
                MemoryGuard.check(loaded);
                ExactSums.say(loaded, console);
                ForeignNodes.say(loaded, console);
                workloads.add(OnnxRuntimeWorkload.of(file.toString(), RunnablePart.of(loaded), options, SEED));
            }
            console.say("ONNX Runtime on the CPU, " + options.intraOpThreads() + " threads, batch 1, random inputs"
                    + (against == null ? "" : ", rounds in turns"));
            report(new InterleavedBenchmark(settings()).measure(workloads), options, console);
        } finally {
            workloads.forEach(Workload::close);
        }
    }

    private BenchmarkSettings settings() {
        BenchmarkSettings settings = BenchmarkSettings.defaults();
        if (rounds != null) {
            settings = settings.withMinimumRounds(Math.max(1, rounds));
        }
        return seconds == null ? settings : settings.withMinimumDuration(Duration.ofSeconds(Math.max(0, seconds)));
    }

    private void report(List<Measurement> measured, SessionOptions options, Console console) {
        Table table = new Table().row("model", "median ms", "25 %", "75 %", "fastest", "rounds");
        List<Map<String, Object>> models = new ArrayList<>();
        for (Measurement one : measured) {
            table.row(
                    one.name(),
                    millis(one.medianMillis()),
                    millis(one.lowerQuartileMillis()),
                    millis(one.upperQuartileMillis()),
                    millis(one.minimumMillis()),
                    Integer.toString(one.sampleNanos().size()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("model", one.name());
            entry.put("medianMillis", one.medianMillis());
            entry.put("lowerQuartileMillis", one.lowerQuartileMillis());
            entry.put("upperQuartileMillis", one.upperQuartileMillis());
            entry.put("minimumMillis", one.minimumMillis());
            entry.put("sampleNanos", one.sampleNanos());
            models.add(entry);
        }
        table.printTo(console);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("models", models);
        document.put("threads", options.intraOpThreads());
        document.put("cpu", Machine.current().cpuModel());
        if (measured.size() == 2) {
            Speedup speedup = Speedup.of(measured.get(1), measured.get(0));
            console.print(String.format(
                    Locale.ROOT, "speedup %.2f (%.2f to %.2f)", speedup.value(), speedup.low(), speedup.high()));
            document.put("speedup", speedup.value());
            document.put("speedupLow", speedup.low());
            document.put("speedupHigh", speedup.high());
        }
        console.document("octet.benchmark/1", document);
        if (minSpeedup != null) {
            Gate.atLeast("speedup", Speedup.of(measured.get(1), measured.get(0)).value(), minSpeedup, "--min-speedup");
        }
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
