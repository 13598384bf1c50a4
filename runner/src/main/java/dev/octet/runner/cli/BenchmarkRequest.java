package dev.octet.runner.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What every mode of {@code octet benchmark} is given.
 *
 * @param given the model, or null; modes that need one ask {@link #model()}
 * @param load how the load is put on it
 * @param engine how an engine is measured
 * @param images which images, and threads
 * @param backend what runs it
 * @param power whether energy is measured
 * @param roofline whether it is held against what the device allows
 * @param console where the result goes
 * @param command for wrong usage
 */
record BenchmarkRequest(
        @Nullable Path given,
        LoadOptions load,
        EngineLoadOptions engine,
        ImageOptions images,
        BackendOptions backend,
        PowerOptions power,
        RooflineOptions roofline,
        Console console,
        CommandSpec command) {

    /** The model. */
    Path model() {
        if (given == null) {
            throw wrong("Missing required parameter: 'MODEL'");
        }
        return given;
    }

    /** The same that talks elsewhere. */
    BenchmarkRequest withConsole(Console other) {
        return new BenchmarkRequest(given, load, engine, images, backend, roofline, other, command);
    }

    /** Refuses what does not go with the model and the other, before anything is loaded. */
    void check(Optional<Path> other) {
        backend.check(model(), other);
    }

    /** Wrong usage. */
    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
