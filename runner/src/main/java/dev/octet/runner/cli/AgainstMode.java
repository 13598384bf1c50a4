package dev.octet.runner.cli;

import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.benchmarks.power.EnergyBenchmark;
import dev.octet.benchmarks.power.PowerDefaults;
import dev.octet.bindings.onnxruntime.SessionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --against}: two models in turns, and how much faster one is. */
final class AgainstMode implements BenchmarkMode {

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description = "Model to compare with; speedup is how much faster MODEL is.")
    @Nullable
    private Path against;

    @Option(
            names = "--min-speedup",
            paramLabel = "X",
            description =
                    "With --against: fail (exit 3) when the speedup is below this; the result is printed all the same.")
    @Nullable
    private Double minSpeedup;

    /** The model to compare with. */
    Optional<Path> model() {
        return Optional.ofNullable(against);
    }

    /** The least speedup that is good enough. */
    OptionalDouble gate() {
        return minSpeedup == null ? OptionalDouble.empty() : OptionalDouble.of(minSpeedup);
    }

    @Override
    public String option() {
        return "--against";
    }

    @Override
    public boolean isAsked() {
        return against != null || minSpeedup != null;
    }

    @Override
    public int run(BenchmarkRequest request) {
        if (against == null) {
            throw request.wrong("'--min-speedup' needs '--against=MODEL'");
        }
        request.check(Optional.of(against));
        Optional<String> foreign = request.engine().named();
        if (foreign.isPresent() || request.engine().exportTimes().isPresent()) {
            throw request.wrong(
                    "'" + foreign.orElse("--export-times") + "' measures one model, '--against' times two in turns");
        }
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(request.images().threadCount());
        InterleavedBenchmark benchmark = new InterleavedBenchmark(request.load().turns(option()));
        try (TimedModels timed = new TimedModels(options, request.console());
                RunConditions conditions = RunConditions.of(request, List.of(request.model(), against))) {
            timed.add(request.model(), request.backend());
            timed.add(against, request.backend());
            request.console().say("Batch 1, random inputs, rounds in turns");
            List<Measurement> measured = conditions.around(() -> benchmark.measure(timed.workloads()));
            timed.sayGraphs();
            BenchmarkReport report = new BenchmarkReport(options)
                    .addTurns(measured, timed.backends(), request.load().percentiles());
            timed.workloads()
                    .forEach(one -> conditions.measureEnergy(
                            one.name(), EnergyBenchmark.again(one::run, 1, PowerDefaults.RUN)));
            conditions.addTo(report, timed.backends());
            report.printTo(request.console());
            if (minSpeedup != null) {
                double speedup = Speedup.of(measured.get(1), measured.get(0)).value();
                Gate.atLeast("speedup", speedup, minSpeedup, "--min-speedup");
            }
        }
        return ExitCode.OK.number();
    }
}
