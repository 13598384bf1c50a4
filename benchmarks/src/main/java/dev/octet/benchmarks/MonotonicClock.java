package dev.octet.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** {@link System#nanoTime()}; the last stretch of a wait spins, since a parked thread wakes up late. */
enum MonotonicClock implements Clock {
    INSTANCE;

    /** A thread that Linux wakes up is late by some 60 microseconds; ten times that is on the safe side. */
    private static final long SPIN_NANOS = 600_000;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
