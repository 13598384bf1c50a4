package dev.octet.runner.cli;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.load.LoadHarness;
import dev.octet.benchmarks.load.LoadResult;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.load.QueryTrace;
import dev.octet.benchmarks.trtexec.TimesText;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.backend.Backend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        request.engine().check(request.model(), request.backend());
        request.check(Optional.empty());
        if (request.images().images != null) {
            throw request.wrong("'--images=DIR' is for '--calibration-cost'");
        }
        LoadSettings settings = settings(request);
        request.load().percentiles();
        measure(
                request.model().toString(),
                request.backend().open(request.model(), request.console()),
                request,
                settings);
        return ExitCode.OK.number();
    }

    private static LoadSettings settings(BenchmarkRequest request) {
        LoadSettings settings = request.load().settings();
        if (settings.depth() == 1 || Backend.of(request.model()) == Backend.TENSORRT) {
            return settings;
        }
        if (request.load().namesDepth()) {
            throw request.wrong(
                    "'--depth=" + settings.depth() + "' is for TensorRT engines: a run on the CPU ends before the"
                            + " next can begin; '--streams=" + settings.depth() + "' runs several at a time");
        }
        return settings.withDepth(1);
    }

    /** The model is closed in the end. */
    static void measure(String name, GivenModel given, BenchmarkRequest request, LoadSettings settings) {
        Console console = request.console();
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(request.images().threadCount());
        try (TargetModel model = new TargetModel(name, given, request, options, settings)) {
            LoadSettings possible = model.isSynchronous() ? settings.withDepth(1) : settings;
            console.say("Batch " + model.batch() + ", random inputs, " + LoadWords.of(possible, model.streams()));
            LoadResult result = new LoadHarness(possible, Clock.monotonic()).run(model.target());
            if (result.lost() > 0) {
                console.say("The times of " + result.lost() + " queries were not kept: only percentiles know them.");
            }
            new BenchmarkReport(options).add(result, model, request.load()).printTo(console);
            request.engine().exportTimes().ifPresent(file -> export(result, file, console));
        }
    }

    private static void export(LoadResult result, Path file, Console console) {
        List<QueryTrace> traces = result.traces();
        String text = TimesText.of(traces.subList(result.warmUps(), traces.size()));
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        console.say("Wrote " + file);
    }
}
