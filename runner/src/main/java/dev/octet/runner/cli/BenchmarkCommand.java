package dev.octet.runner.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
    private LoadOptions load;

    @Mixin
    private EngineLoadOptions engine;

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
        BenchmarkRequest request = new BenchmarkRequest(model, load, engine, images, backend, output.console(), spec);
        return mode(List.of(against, calibrationCost)).run(request);
    }

    private BenchmarkMode mode(List<BenchmarkMode> modes) {
        List<BenchmarkMode> asked =
                modes.stream().filter(BenchmarkMode::isAsked).toList();
        if (asked.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + asked.get(0).option() + "' and '" + asked.get(1).option() + "' cannot go together");
        }
        return asked.isEmpty() ? new LatencyMode() : asked.get(0);
    }
}
