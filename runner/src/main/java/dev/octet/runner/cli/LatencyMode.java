package dev.octet.runner.cli;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.load.LoadHarness;
import dev.octet.benchmarks.load.LoadResult;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.load.QueryTrace;
import dev.octet.benchmarks.power.PowerDefaults;
import dev.octet.benchmarks.roofline.Roofline;
import dev.octet.benchmarks.trtexec.TimesText;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.backend.Backend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
            throw request.wrong("'--images=DIR' is for '--calibration-cost' and '--pipeline'");
        }
        LoadSettings settings = settings(request);
        request.load().percentiles();
        try (RunConditions conditions = RunConditions.of(request, List.of(request.model()))) {
            GivenModel given =
                    request.backend().open(request.model(), request.images().threadCount(), request.console());
            measure(request.model().toString(), given, request, settings, Optional.of(conditions));
        }
        return ExitCode.OK.number();
    }

    /** The load, which has depth 1 on the CPU unless the user named another, and then it is refused. */
    static LoadSettings settings(BenchmarkRequest request) {
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
    static void measure(
            String name,
            GivenModel given,
            BenchmarkRequest request,
            LoadSettings settings,
            Optional<RunConditions> conditions) {
        Console console = request.console();
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(request.images().threadCount());
        try (TargetModel model = new TargetModel(name, given, request, options, settings)) {
            request.roofline().check(given);
            LoadSettings possible = model.isSynchronous() ? settings.withDepth(1) : settings;
            console.say("Batch " + model.batch() + ", random inputs, " + LoadWords.of(possible, model.streams()));
            LoadHarness harness = new LoadHarness(possible, Clock.monotonic());
            LoadResult result = conditions.isPresent()
                    ? conditions.get().around(() -> harness.run(model.target()))
                    : harness.run(model.target());
            if (result.lost() > 0) {
                console.say("The times of " + result.lost() + " queries were not kept: only percentiles know them.");
            }
            BenchmarkReport report = new BenchmarkReport(options).add(result, model, request.load());
            conditions.ifPresent(around -> {
                around.measureEnergy(name, () -> images(possible, model));
                around.addTo(report, List.of(model.backend()));
            });
            if (request.roofline().isAsked()) {
                double seconds = result.statistics().medianMillis() / 1e3;
                Roofline roofline =
                        request.roofline().of(given, request.model(), model.batch(), seconds, options.intraOpThreads());
                report.section("roofline", roofline.toMap()).line(roofline.text());
                console.say("Limits of " + roofline.device().text());
            }
            report.printTo(console);
            request.engine().exportTimes().ifPresent(file -> export(result, file, console));
        }
    }

    /** The same load again for as long as energy needs; how many images went through. */
    private static long images(LoadSettings settings, TargetModel model) {
        LoadSettings all = settings.withWarmUp(Duration.ZERO).withIterations(1).withDuration(PowerDefaults.RUN);
        LoadResult result = new LoadHarness(all, Clock.monotonic()).run(model.target());
        return (result.traces().size() + result.lost()) * model.batch();
    }

    private static void export(LoadResult result, Path file, Console console) {
        List<QueryTrace> traces = result.traces();
        String text = TimesText.of(traces.subList(result.warmUps(), traces.size()));
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        console.say("Wrote " + file);
    }
}
