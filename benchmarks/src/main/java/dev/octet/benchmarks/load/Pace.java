package dev.octet.benchmarks.load;

import dev.octet.benchmarks.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** When the queries of a load at a rate are to begin: the next one is for the first lane that is free. */
final class Pace {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Clock clock;
    private final double nanosBetween;
    private final AtomicLong next = new AtomicLong();

    Pace(Clock clock, double perSecond) {
        this.clock = clock;
        this.nanosBetween = NANOS_PER_SECOND / perSecond;
    }

    /** Waits for the turn of the next query; returns when that was, however long ago. */
    long await(long originNanos) {
        long due = originNanos + (long) (next.getAndIncrement() * nanosBetween);
        clock.waitUntil(due);
        return due;
    }
}
