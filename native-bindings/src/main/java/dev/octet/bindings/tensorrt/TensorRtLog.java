package dev.octet.bindings.tensorrt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TensorRT says. It keeps one logger for the whole process, the first that it is given, so this is that one: it
 * passes each line to SLF4J as {@code dev.octet.bindings.tensorrt.TensorRtLog}, to whoever listens, and keeps the last
 * complaints, for TensorRT gives no other reason when it returns nothing. Lines come from threads of TensorRT.
 */
public final class TensorRtLog {

    private static final Logger LOG = LoggerFactory.getLogger(TensorRtLog.class);
    private static final TensorRtLog PROCESS = new TensorRtLog();
    private static final int KEPT = 16;

    private final Deque<String> complaints = new ArrayDeque<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    TensorRtLog() {}

    /** How grave a line is. */
    public enum Severity {
        /** TensorRT cannot go on. */
        INTERNAL_ERROR,
        /** What was asked for failed. */
        ERROR,
        /** It goes on, maybe not as wished. */
        WARNING,
        /** What it does. */
        INFO,
        /** What it does, in detail. */
        VERBOSE;

        /** True for the two kinds of error. */
        public boolean isError() {
            return compareTo(ERROR) <= 0;
        }
    }

    /** Hears each line, on TensorRT's thread: it must return at once. */
    @FunctionalInterface
    public interface Listener {
        /** One line. */
        void line(Severity severity, String text);
    }

    /** An end to listening. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** The log of this process. */
    public static TensorRtLog process() {
        return PROCESS;
    }

    /** Lets a listener hear what is said until the result is closed. */
    public Listening listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The last errors and warnings since {@link #forget()}, oldest first, at most 16; errors alone where there is one. */
    public List<String> complaints() {
        synchronized (complaints) {
            List<String> errors = complaints.stream()
                    .filter(line -> line.startsWith("error: "))
                    .toList();
            return errors.isEmpty() ? List.copyOf(complaints) : errors;
        }
    }

    /** Forgets the complaints of what was done before. */
    public void forget() {
        synchronized (complaints) {
            complaints.clear();
        }
    }

    void line(Severity severity, String text) {
        switch (severity) {
            case INTERNAL_ERROR, ERROR -> {
                keep("error: " + text);
                LOG.debug(text);
            }
            case WARNING -> {
                keep("warning: " + text);
                LOG.debug(text);
            }
            case INFO -> LOG.debug(text);
            case VERBOSE -> LOG.trace(text);
        }
        listeners.forEach(listener -> listener.line(severity, text));
    }

    private void keep(String line) {
        synchronized (complaints) {
            if (complaints.size() == KEPT) {
                complaints.removeFirst();
            }
            complaints.addLast(line);
        }
    }
}
