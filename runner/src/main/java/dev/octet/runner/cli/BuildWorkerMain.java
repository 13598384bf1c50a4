package dev.octet.runner.cli;

import dev.octet.runner.engine.BuildWorker;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process that {@code octet build} starts to build in: its argument is the folder with the request. */
final class BuildWorkerMain {

    private BuildWorkerMain() {}

    /** Builds, and ends the process. */
    public static void main(String[] arguments) {
        BuildWorker worker =
                new BuildWorker(Path.of(arguments[0]), new PrintStream(System.out, false, StandardCharsets.UTF_8));
        Thread orphan = new Thread(
                () -> {
                    worker.awaitOrphaned(System.in);
                    System.exit(ExitCode.INTERRUPTED.number());
                },
                "octet-build-orphan");
        orphan.setDaemon(true);
        orphan.start();
        System.exit(worker.run() ? ExitCode.OK.number() : ExitCode.BUG.number());
    }
}
