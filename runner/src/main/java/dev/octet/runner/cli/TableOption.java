package dev.octet.runner.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A calibration table that a command reads. */
final class TableOption {

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = "Calibration table of the float model, as 'octet calibrate' wrote it.")
    @Nullable
    private Path file;

    /** The table that was named. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    boolean isGiven() {
        return file != null;
    }

    /** Refuses a table beside a folder of images, for a command that calibrates by one or the other. */
    void requireInsteadOf(@Nullable Path images, CommandSpec command) {
        if (images != null && file != null) {
            throw new ParameterException(command.commandLine(), "'--images' and '--calibration' exclude each other");
        }
    }
}
