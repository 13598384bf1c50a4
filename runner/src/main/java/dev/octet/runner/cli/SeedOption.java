package dev.octet.runner.cli;

import dev.octet.runner.demo.DemoDefaults;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --seed}. */
final class SeedOption {

    @Option(names = "--seed", paramLabel = "N", description = "What is random follows from it, 0 or more (default: 1).")
    private long seed = DemoDefaults.SEED;

    /**
     * The seed.
     *
     * @throws ParameterException when it is negative
     */
    long of(CommandSpec spec) {
        if (seed < 0) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--seed': " + seed + " is not 0 or more");
        }
        return seed;
    }
}
