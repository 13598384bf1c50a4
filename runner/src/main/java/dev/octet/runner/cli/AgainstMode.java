package dev.octet.runner.cli;

import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.bindings.onnxruntime.SessionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        try (TimedModels timed = new TimedModels(options, request.console())) {
            timed.add(request.model(), request.backend());
            timed.add(against, request.backend());
            request.console().say("Batch 1, random inputs, rounds in turns");
            List<Measurement> measured = benchmark.measure(timed.workloads());
            timed.sayGraphs();
            new BenchmarkReport(options)
                    .addTurns(measured, timed.backends(), request.load().percentiles())
                    .printTo(request.console());
            if (minSpeedup != null) {
                double speedup = Speedup.of(measured.get(1), measured.get(0)).value();
                Gate.atLeast("speedup", speedup, minSpeedup, "--min-speedup");
            }
        }
        return ExitCode.OK.number();
    }
}
