package dev.octet.runner.cli;

import java.io.PrintStream;

/**
 * What is said when the process is asked to stop in the middle: by Ctrl-C, after which the JVM returns 130, or by the
 * system, after which it returns 143. Nothing else is left to do: outputs are moved in place when they are complete, and
 * what is unfinished is deleted by who writes it.
 */
final class Interruption {

    private static final String MESSAGE = """
            octet: Stopped before the end.
              Outputs that were complete are there, no half of one; run the command again for the rest
              ('calibrate', 'quantize', 'tune' and 'finetune' go on where they stopped with --resume).
            """;

    private final PrintStream talk;
    private volatile boolean finished;

    private Interruption(PrintStream talk) {
        this.talk = talk;
    }

    /** Watches from now on until {@link #finished}. */
    static Interruption watch(PrintStream talk) {
        Interruption interruption = new Interruption(talk);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::report, "octet-interruption"));
        return interruption;
    }

    /** The command came to its end: whatever stops the process now is no interruption. */
    void finished() {
        finished = true;
    }

    private void report() {
        if (!finished) {
            talk.print(MESSAGE);
            talk.flush();
        }
    }
}
