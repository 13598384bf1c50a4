package dev.octet.runner.benchmark.repeat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines that a process said, and in them its error as Octet prints it. Safe for several threads. */
final class ErrorLines {

    private static final int KEPT = 40;
    private static final String ERROR = "octet: ";

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** The error, or the last line where there is none. */
    synchronized String message() {
        List<String> error = error();
        if (!error.isEmpty()) {
            return error.get(0).substring(ERROR.length());
        }
        return lines.isEmpty() ? "it said nothing." : lines.getLast();
    }

    /** What the error says to do. */
    synchronized String remedy() {
        List<String> error = error();
        return error.size() > 1 ? error.get(1).strip() : "Run it once without --repeats to see all that it says.";
    }

    private List<String> error() {
        List<String> kept = new ArrayList<>(lines);
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i).startsWith(ERROR)) {
                return kept.subList(i, kept.size());
            }
        }
        return List.of();
    }
}
