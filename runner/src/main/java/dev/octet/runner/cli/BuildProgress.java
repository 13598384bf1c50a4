package dev.octet.runner.cli;

import dev.octet.runner.engine.BuildEvent;
import dev.octet.runner.engine.BuildListener;
import dev.octet.runner.engine.BuildPhase;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a build is at: one line that is redrawn, or where there is no terminal a line for each phase and every 30
 * seconds. How long it will take nobody knows; what the last one like it took is said.
 */
final class BuildProgress implements BuildListener {

    private static final long LINE_NANOS = 30_000_000_000L;
    private static final int WIDTH = 78;

    private final PrintStream talk;
    private final boolean terminal;
    private final boolean quiet;
    private final boolean verbose;
    private final OptionalDouble lastSeconds;
    private @Nullable BuildPhase shown;
    private long drawn;

    BuildProgress(PrintStream talk, boolean terminal, boolean quiet, boolean verbose, OptionalDouble lastSeconds) {
        this.talk = talk;
        this.terminal = terminal;
        this.quiet = quiet;
        this.verbose = verbose;
        this.lastSeconds = lastSeconds;
    }

    @Override
    public void beat(BuildEvent.Beat beat) {
        long now = System.nanoTime();
        if (quiet || (!terminal && beat.phase() == shown && now - drawn < LINE_NANOS)) {
            return;
        }
        shown = beat.phase();
        drawn = now;
        String text = text(beat, lastSeconds);
        if (terminal) {
            talk.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
            talk.flush();
        } else {
            talk.println(text);
        }
    }

    static String text(BuildEvent.Beat beat, OptionalDouble lastSeconds) {
        StringBuilder text = new StringBuilder("build: ").append(beat.phase().word());
        if (beat.done() > 0) {
            text.append(", batch ").append(beat.done()).append(" of ").append(beat.total());
        }
        if (beat.tactics() > 0) {
            text.append(String.format(Locale.ROOT, ", %,d tactics timed", beat.tactics()));
        }
        text.append(String.format(Locale.ROOT, ", %.1f s", beat.seconds()));
        lastSeconds.ifPresent(last -> text.append(String.format(Locale.ROOT, " (last time %.1f s)", last)));
        return text.toString();
    }

    @Override
    public void said(String line) {
        if (verbose) {
            talk.println((terminal ? "\r" : "") + line);
        }
    }

    /** Ends the line that is redrawn. */
    void end() {
        if (terminal && !quiet && shown != null) {
            talk.println();
        }
    }
}
