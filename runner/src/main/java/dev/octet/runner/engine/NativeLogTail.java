package dev.octet.runner.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The last lines that a process said, on whatever stream. */
final class NativeLogTail {

    private static final int KEPT = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line.stripTrailing());
    }

    /** At most 20, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** True when one of them is about memory that there was not. */
    boolean saysOutOfMemory() {
        return lines().stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> line.contains("out of memory")
                        || line.contains("outofmemory")
                        || line.contains("bad_alloc")
                        || line.contains("insufficient memory"));
    }

    /** As the end of a message. */
    String text() {
        List<String> last = lines();
        return last.isEmpty() ? " It said nothing." : " The last that it said:\n    " + String.join("\n    ", last);
    }
}
