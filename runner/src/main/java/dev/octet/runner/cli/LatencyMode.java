package dev.octet.runner.cli;

import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.bindings.onnxruntime.SessionOptions;
import java.util.List;
import java.util.Optional;

/** One model under a load: what {@code octet benchmark} does unless asked for something else. */
final class LatencyMode implements BenchmarkMode {

    @Override
    public String option() {
        return "MODEL";
    }

    @Override
    public boolean isAsked() {
        return false;
    }

    @Override
    public int run(BenchmarkRequest request) {
        request.check(Optional.empty());
        if (request.images().images != null) {
            throw request.wrong("'--images=DIR' is for '--calibration-cost' and '--pipeline'");
        }
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(request.images().threadCount());
        try (TimedModels timed = new TimedModels(options, request.console())) {
            timed.add(request.model(), request.backend());
            request.console().say("Batch 1, random inputs");
            List<Measurement> measured =
                    new InterleavedBenchmark(request.load().turns(option())).measure(timed.workloads());
            timed.sayGraphs();
            new BenchmarkReport(measured, timed.backends(), options).printTo(request.console());
        }
        return ExitCode.OK.number();
    }
}
