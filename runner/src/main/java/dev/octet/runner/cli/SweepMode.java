package dev.octet.runner.cli;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.load.LoadHarness;
import dev.octet.benchmarks.load.LoadResult;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.benchmark.sweep.LoadPoint;
import dev.octet.runner.benchmark.sweep.MeasuredLoad;
import dev.octet.runner.benchmark.sweep.SweepGrid;
import dev.octet.runner.report.LoadCurves;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --sweep}: one model under many loads, as a table and as curves of throughput against latency. */
final class SweepMode implements BenchmarkMode {

    private static final String SCHEMA = "octet.benchmark.sweep/1";
    private static final double HIGH = 99;

    @Option(
            names = "--sweep",
            paramLabel = "AXIS=N,N,..",
            description =
                    "Measure every combination of batch=N,N,.. and streams=N,N,..; give it once for each of them.")
    private List<String> axes = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write.")
    @Nullable
    private Path output;

    @Override
    public String option() {
        return "--sweep";
    }

    @Override
    public boolean isAsked() {
        return !axes.isEmpty() || output != null;
    }

    @Override
    public int run(BenchmarkRequest request) {
        if (axes.isEmpty()) {
            throw request.wrong("'--output' is for the curves of '--sweep'");
        }
        if (request.load().streams() != 1) {
            throw request.wrong("'--streams' is an axis of '--sweep': '--sweep streams=1,2'");
        }
        SweepGrid grid = grid(request);
        request.check(Optional.empty());
        request.engine().check(request.model(), request.backend());
        LoadSettings settings = LatencyMode.settings(request);
        Optional<Path> page = Optional.ofNullable(output);
        page.ifPresent(AtomicFile::requireWritable);
        List<MeasuredLoad> loads = new ArrayList<>();
        List<String> where = new ArrayList<>();
        for (LoadPoint point : grid.points()) {
            Console console =
                    loads.isEmpty() ? request.console() : request.console().quietly();
            loads.add(measure(request, point, grid, settings, console, where));
            request.console()
                    .say("Measured " + point.text() + ", " + loads.size() + " of "
                            + grid.points().size());
        }
        print(request, loads, where);
        page.ifPresent(file -> write(file, request, loads, where));
        return ExitCode.OK.number();
    }

    private SweepGrid grid(BenchmarkRequest request) {
        try {
            return SweepGrid.parse(axes);
        } catch (IllegalArgumentException e) {
            throw request.wrong("Invalid value for option '--sweep': " + e.getMessage());
        }
    }

    private static MeasuredLoad measure(
            BenchmarkRequest request,
            LoadPoint point,
            SweepGrid grid,
            LoadSettings settings,
            Console console,
            List<String> where) {
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(request.images().threadCount());
        GivenModel given = request.backend().open(request.model(), options.intraOpThreads(), console);
        if (where.isEmpty()) {
            requireBatches(given, grid);
            where.add(given.backend() + ", "
                    + (given.engine().isPresent()
                            ? given.engine().get().place()
                            : Machine.current().cpuModel() + ", " + options.intraOpThreads()
                                    + " threads in each session")
                    + ".");
        }
        try (TargetModel model = new TargetModel(
                request.model().toString(), given, request.withConsole(console), options, settings, point)) {
            LoadSettings possible = model.isSynchronous() ? settings.withDepth(1) : settings;
            LoadResult result = new LoadHarness(possible, Clock.monotonic()).run(model.target());
            return new MeasuredLoad(
                    point,
                    result.throughput() * point.batch(),
                    result.statistics().medianMillis(),
                    result.percentileMillis(HIGH),
                    result.statistics().count());
        }
    }

    /** Refuses batches that the model or the engine does not take. */
    private static void requireBatches(GivenModel given, SweepGrid grid) {
        if (given.engine().isPresent()) {
            var signature = given.engine().get().signature();
            var range = signature.range(signature.inputs().get(0).name());
            requireWithin(
                    "Engine " + given.name() + " takes " + range.smallest().get(0) + " to "
                            + range.largest().get(0) + " images at a time in this profile",
                    range.smallest().get(0),
                    range.largest().get(0),
                    grid,
                    "Leave other batches out, take another --profile, or build the engine with a wider range of shapes.");
            return;
        }
        long fixed = given.known().orElseThrow().graph().inputs().get(0).shape().dimension(0);
        if (fixed > 0) {
            requireWithin(
                    "Model " + given.name() + " takes " + fixed + (fixed == 1 ? " image" : " images") + " at a time",
                    fixed,
                    fixed,
                    grid,
                    "Leave batch out of --sweep, or export the model with a dynamic batch.");
        }
    }

    private static void requireWithin(String what, long least, long most, SweepGrid grid, String remedy) {
        OptionalLong outside = grid.batches().stream()
                .mapToLong(Integer::longValue)
                .filter(batch -> batch < least || batch > most)
                .findFirst();
        if (outside.isPresent()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT, what + ", --sweep asks for batch " + outside.getAsLong() + ".", remedy);
        }
    }

    private static void print(BenchmarkRequest request, List<MeasuredLoad> loads, List<String> where) {
        Table table = new Table().row("batch", "streams", "images/s", "median ms", "99 % ms", "runs");
        for (MeasuredLoad load : loads) {
            table.row(
                    Integer.toString(load.point().batch()),
                    Integer.toString(load.point().streams()),
                    String.format(Locale.ROOT, "%.1f", load.imagesPerSecond()),
                    String.format(Locale.ROOT, "%.2f", load.medianMillis()),
                    String.format(Locale.ROOT, "%.2f", load.highMillis()),
                    Integer.toString(load.runs()));
        }
        table.printTo(request.console());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", request.model().toString());
        document.put("backend", where.get(0));
        document.put("loads", loads.stream().map(MeasuredLoad::toMap).toList());
        request.console().document(SCHEMA, document);
    }

    private static void write(Path file, BenchmarkRequest request, List<MeasuredLoad> loads, List<String> where) {
        String name = String.valueOf(request.model().getFileName());
        AtomicFile.write(file, new LoadCurves(name, where, MeasuredLoad.curves(loads)).page());
        request.console().say("Wrote " + file);
    }
}
