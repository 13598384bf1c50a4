package dev.octet.benchmarks;

import dev.octet.bindings.ownership.Threads;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Something that is looked at with a fixed period while work is done, on a thread of its own. The loop makes no object. A turn
 * that is late is skipped, not made up for.
 */
public final class Sampling {

    private final long periodNanos;
    private final LongSupplier nanoClock;
    private final Runnable turn;
    private volatile boolean stopped;

    private Sampling(long periodNanos, LongSupplier nanoClock, Runnable turn) {
        this.periodNanos = periodNanos;
        this.nanoClock = nanoClock;
        this.turn = turn;
    }

    /**
     * Does the work; no turn is under way any more when this returns, whether it failed or not. Starting and ending the thread
     * order its memory: what the turns wrote can be read then.
     *
     * @param work what is done, on the calling thread
     * @param thread name of the other one
     * @param periodNanos between two turns; the first is one period after the begin
     * @param nanoClock time that only goes forward, nanoseconds
     * @param turn what is done again and again
     */
    public static void during(Runnable work, String thread, long periodNanos, LongSupplier nanoClock, Runnable turn) {
        Sampling sampling = new Sampling(periodNanos, nanoClock, turn);
        Thread beside = new Thread(sampling::repeat, thread);
        beside.setDaemon(true);
        beside.start();
        try {
            work.run();
        } finally {
            sampling.stopped = true;
            LockSupport.unpark(beside);
            Threads.awaitEnd(List.of(beside));
        }
    }

    private void repeat() {
        long next = nanoClock.getAsLong() + periodNanos;
        while (!stopped) {
            long now = nanoClock.getAsLong();
            if (now < next) {
                LockSupport.parkNanos(next - now);
            } else {
                turn.run();
                next += (1 + (nanoClock.getAsLong() - next) / periodNanos) * periodNanos;
            }
        }
    }
}
