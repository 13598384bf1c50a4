package dev.octet.runner.cli;

import dev.octet.runner.deploy.deepstream.BoxParser;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How DeepStream reads a model. */
final class DeepStreamOptions {

    @Option(
            names = "--parser",
            paramLabel = "FUNCTION",
            description = "For deepstream: function that reads the model's outputs, with --parser-library.")
    @Nullable
    private String parser;

    @Option(
            names = "--parser-library",
            paramLabel = "FILE",
            description = "For deepstream: shared library that has the function, as nvinfer will find it.")
    @Nullable
    private String library;

    @Option(
            names = "--int8-cache",
            paramLabel = "FILE",
            description = "For deepstream: TensorRT calibration cache of a float model, for INT8.")
    @Nullable
    private Path cache;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Optional<BoxParser> parser() {
        if (parser == null && library == null) {
            return Optional.empty();
        }
        if (parser == null || library == null) {
            throw new ParameterException(
                    spec.commandLine(), "'--parser=FUNCTION' and '--parser-library=FILE' go together");
        }
        return Optional.of(new BoxParser(parser, library));
    }

    Optional<Path> cache() {
        return Optional.ofNullable(cache);
    }
}
