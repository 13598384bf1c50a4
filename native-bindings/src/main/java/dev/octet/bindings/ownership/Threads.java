package dev.octet.bindings.ownership;

import java.util.List;

/** Waiting for threads before what they use is released. */
public final class Threads {

    private Threads() {}

    /** Returns when all have ended, also to a thread that is interrupted meanwhile, which is interrupted again then. */
    public static void awaitEnd(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
