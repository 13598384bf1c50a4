package dev.octet.runner.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the queries of an engine are put on its GPU, and where their times go. */
final class EngineLoadOptions {

    @Option(
            names = "--spin-wait",
            description = "Spin while waiting for the GPU: steadier, and a core is busy with it.")
    private boolean spinWait;

    @Option(
            names = "--no-transfers",
            negatable = true,
            description = "Leave the copies to and from the GPU out of every query, or not.")
    @Nullable
    private Boolean transfers;

    @Option(
            names = "--memory",
            paramLabel = "KIND",
            description = "Memory of an engine's inputs and outputs: pinned (default), managed or zero-copy.")
    @Nullable
    private String memory;

    @Option(
            names = "--export-times",
            paramLabel = "FILE",
            description = "Also write the times of every query, as trtexec's --exportTimes does.")
    @Nullable
    private Path exportTimes;

    /** The file for the times. */
    Optional<Path> exportTimes() {
        return Optional.ofNullable(exportTimes);
    }
}
