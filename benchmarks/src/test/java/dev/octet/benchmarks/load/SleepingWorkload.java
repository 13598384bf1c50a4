package dev.octet.benchmarks.load;

import dev.octet.benchmarks.Workload;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Runs a little while, and remembers in which threads. */
final class SleepingWorkload implements Workload {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private int left = Integer.MAX_VALUE;

    /** Fails after so many runs. */
    void failAfter(int runs) {
        left = runs;
    }

    Set<Thread> threads() {
        return threads;
    }

    @Override
    public String name() {
        return "sleep";
    }

    @Override
    public void run() {
        threads.add(Thread.currentThread());
        if (left-- == 0) {
            throw new IllegalStateException("the device is gone");
        }
        LockSupport.parkNanos(10_000);
    }

    @Override
    public void close() {}
}
