package dev.octet.runner.cli;

import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** How a command talks; the same on every command. */
final class OutputOptions {

    @Option(names = "--json", description = "Print one JSON document on stdout; everything else goes to stderr.")
    boolean json;

    @Option(names = "--quiet", description = "Say nothing but results and errors.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more; show stack traces of errors.")
    boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "When to colour: auto, always or never (default: auto, which heeds NO_COLOR).")
    ColourMode color;

    /** What shows how far a build is. */
    BuildProgress buildProgress(OptionalDouble lastSeconds) {
        return new BuildProgress(System.err, color.ansi().enabled(), quiet || json, verbose, lastSeconds);
    }

    Console console() {
        return new Console(System.out, System.err, json, quiet, color.ansi());
    }
}
