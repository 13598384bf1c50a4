package dev.octet.runner.benchmark.repeat;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.engine.ChildJvm;
import dev.octet.runner.engine.WatchedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Runs one command line after the other, each in a JVM of its own, and keeps what each prints. */
public final class RepeatedRun {

    /** Waits so long for the shutdown of this process when a child was stopped by a signal that may be for both. */
    private static final int SHUTDOWN_MILLIS = 2_000;

    private final ChildJvm jvm;
    private final IntFunction<FailureKind> kinds;

    /**
     * A run.
     *
     * @param jvm what runs a command line
     * @param kinds the failure that an exit code other than 0 stands for
     */
    public RepeatedRun(ChildJvm jvm, IntFunction<FailureKind> kinds) {
        this.jvm = jvm;
        this.kinds = kinds;
    }

    /**
     * What is measured again and again.
     *
     * @param name for messages
     * @param arguments of the command line
     */
    public record Subject(String name, List<String> arguments) {

        public Subject {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Runs all.
     *
     * @return for each subject what its repeats printed on stdout, in their order
     * @throws ToolkitException what the first that failed said, of the kind of its exit code, {@code OUT_OF_RESOURCES} when a
     *     process cannot be started
     */
    public List<List<String>> run(List<Subject> subjects, int repeats, ProgressListener progress) {
        List<List<String>> printed = new ArrayList<>();
        subjects.forEach(subject -> printed.add(new ArrayList<>()));
        List<RepeatPlan.Turn> turns = new RepeatPlan(subjects.size(), repeats).turns();
        for (int i = 0; i < turns.size(); i++) {
            RepeatPlan.Turn turn = turns.get(i);
            String which = "Repeat " + (turn.repeat() + 1) + " of " + repeats;
            printed.get(turn.subject()).add(runOne(subjects.get(turn.subject()), which));
            progress.advanced(i + 1L, turns.size());
        }
        return printed;
    }

    private String runOne(Subject subject, String which) {
        StringBuilder results = new StringBuilder();
        ErrorLines talk = new ErrorLines();
        WatchedProcess process =
                new WatchedProcess("octet-repeat", line -> results.append(line).append('\n'), talk::add, () -> {});
        try {
            Path crashReport = Files.createTempFile("octet-crash", ".log");
            try {
                int exitCode =
                        process.run(jvm.command(crashReport, subject.arguments().toArray(String[]::new)));
                if (exitCode != 0) {
                    throw failure(subject, which, exitCode, talk);
                }
                return results.toString();
            } finally {
                Files.deleteIfExists(crashReport);
            }
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    which + " of " + subject.name() + " cannot be started: " + e.getMessage() + ".",
                    "Check the memory and the number of processes that this user may have.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolkitException(FailureKind.INTERRUPTED, "The benchmark was interrupted.", "Start it again.", e);
        }
    }

    private ToolkitException failure(Subject subject, String which, int exitCode, ErrorLines talk)
            throws InterruptedException {
        FailureKind kind = kinds.apply(exitCode);
        if (kind == FailureKind.INTERRUPTED) {
            Thread.sleep(SHUTDOWN_MILLIS);
        }
        return new ToolkitException(
                kind,
                which + " of " + subject.name() + " failed with exit code " + exitCode + ": " + talk.message(),
                talk.remedy());
    }
}
