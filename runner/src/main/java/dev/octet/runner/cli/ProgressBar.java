package dev.octet.runner.cli;

import dev.octet.calibrator.progress.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;

/** A bar that redraws its line at most ten times a second; where there is no terminal, a line every 30 seconds. */
final class ProgressBar implements ProgressListener {

    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 30_000_000_000L;

    private final String what;
    private final PrintStream stream;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long drawn = start - LINE_NANOS;

    ProgressBar(String what, PrintStream stream, boolean terminal) {
        this.what = what;
        this.stream = stream;
        this.terminal = terminal;
    }

    @Override
    public void advanced(long done, long total) {
        long now = System.nanoTime();
        boolean last = done >= total;
        if (!last && now - drawn < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        drawn = now;
        double seconds = (now - start) / 1e9;
        String text = String.format(Locale.ROOT, "%s %d/%d, %.1f s", what, done, total, seconds);
        if (!terminal) {
            stream.println(text);
            return;
        }
        int filled = (int) (WIDTH * done / Math.max(1, total));
        stream.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + text + (last ? "\n" : ""));
        stream.flush();
    }
}
