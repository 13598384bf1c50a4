package dev.octet.benchmarks.roofline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/**
 * The bandwidth of memory by the triad {@code a = b + s * c} of STREAM (J. McCalpin, 1995): the fastest of some passes, three
 * arrays of this size for each thread, each counted once, as STREAM counts; that a store first reads its line is not counted.
 */
public final class MemoryBandwidth {

    private static final int PASSES = 8;
    private static final long WANTED_BYTES = 192L << 20;

    /** Of the heap, at most so much is taken. */
    private static final int HEAP_SHARE = 3;

    private static final int ARRAYS = 3;

    private MemoryBandwidth() {}

    /**
     * Measures, in about half a second.
     *
     * @param threads that read and write at the same time
     * @return bytes a second
     */
    public static double measure(int threads) {
        long bytes = Math.min(WANTED_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        return measure(threads, (int) (bytes / ARRAYS / Float.BYTES / threads));
    }

    static double measure(int threads, int elements) {
        if (threads < 1 || elements < 1) {
            throw new IllegalArgumentException(
                    "threads " + threads + " and elements " + elements + " must be at least 1");
        }
        long[] starts = new long[PASSES];
        long[] ends = new long[PASSES];
        CyclicBarrier before = new CyclicBarrier(threads);
        CyclicBarrier after = new CyclicBarrier(threads);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(
                    () -> passes(elements, before, after, new long[PASSES], new long[PASSES]), "octet-stream-" + i);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        passes(elements, before, after, starts, ends);
        others.forEach(MemoryBandwidth::join);
        long shortest = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            shortest = Math.min(shortest, ends[pass] - starts[pass]);
        }
        return 1e9 * ARRAYS * Float.BYTES * elements * threads / Math.max(1, shortest);
    }

    private static void passes(int elements, CyclicBarrier before, CyclicBarrier after, long[] starts, long[] ends) {
        float[] a = new float[elements];
        float[] b = new float[elements];
        float[] c = new float[elements];
        java.util.Arrays.fill(b, 1);
        java.util.Arrays.fill(c, 2);
        for (int pass = 0; pass < PASSES; pass++) {
            await(before);
            starts[pass] = System.nanoTime();
            triad(a, b, c, pass);
            await(after);
            ends[pass] = System.nanoTime();
        }
        if (a[elements - 1] != 1 + 2 * (PASSES - 1)) {
            throw new IllegalStateException("the triad made " + a[elements - 1]);
        }
    }

    private static void triad(float[] a, float[] b, float[] c, float factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] = b[i] + factor * c[i];
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("measuring the memory was interrupted", e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
