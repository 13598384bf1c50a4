package dev.octet.runner.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet benchmark}: picks the mode that the options ask for. A mode is a mixin with its own options. */
@Command(
        name = "benchmark",
        description = "Time a model on this CPU, or an engine on its GPU, alone or in turns with another.",
        mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "ONNX model, or an engine.")
    @Nullable
    private Path model;

    @Mixin
    private AgainstMode against;

    @Mixin
    private CalibrationCostMode calibrationCost;

    @Mixin
    private CompareResultsMode compare;

    @Mixin
    private PipelineMode pipeline;

    @Mixin
    private SweepMode sweep;

    @Mixin
    private RepeatMode repeat;

    @Mixin
    private RooflineOptions roofline;

    @Mixin
    private LoadOptions load;

    @Mixin
    private EngineLoadOptions engine;

    @Mixin
    private ImageOptions images;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private PowerOptions power;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        BenchmarkRequest request =
                new BenchmarkRequest(model, load, engine, images, backend, power, roofline, output.console(), spec);
        repeat.watchParent();
        requireOne();
        if (repeat.isAsked()) {
            return repeat.run(request, against.model(), against.gate());
        }
        BenchmarkMode mode = asked().findFirst().orElseGet(LatencyMode::new);
        if (roofline.isAsked() && !(mode instanceof LatencyMode)) {
            throw request.wrong("'--roofline' and '" + mode.option() + "' cannot go together");
        }
        return mode.run(request);
    }

    private Stream<BenchmarkMode> asked() {
        return Stream.of(against, calibrationCost, pipeline, sweep, compare).filter(BenchmarkMode::isAsked);
    }

    private void requireOne() {
        List<String> options = asked().map(BenchmarkMode::option).toList();
        boolean pipelines = repeat.isAsked() && options.equals(List.of(against.option(), pipeline.option()));
        boolean notRepeated = repeat.isAsked() && asked().anyMatch(one -> one != against && one != pipeline);
        if (notRepeated) {
            throw new ParameterException(
                    spec.commandLine(), "'--repeats' and '" + options.get(options.size() - 1) + "' cannot go together");
        }
        if (options.size() > 1 && !pipelines) {
            boolean more = options.equals(List.of(against.option(), pipeline.option()));
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + options.get(0) + "' and '" + options.get(1) + "' cannot go together"
                            + (more ? " without '--repeats=N'" : ""));
        }
    }
}
