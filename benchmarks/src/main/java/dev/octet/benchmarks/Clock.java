package dev.octet.benchmarks;

/** Time that only goes forward, and waiting for it. Safe to use from several threads. */
public interface Clock {

    /** Nanoseconds since some moment; only differences mean anything. */
    long nanos();

    /** Returns once {@link #nanos()} is at least {@code nanos}; at once when it is already. */
    void waitUntil(long nanos);

    /** The monotonic clock of this machine. */
    static Clock monotonic() {
        return MonotonicClock.INSTANCE;
    }
}
