package dev.octet.runner.cli;

import dev.octet.calibrator.finetune.FinetuneListener;
import dev.octet.calibrator.finetune.TrainingPoint;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a process that is asked to stop end between two steps of a training: when the JVM ends, libtorch takes its own state
 * down, and a step that still runs would crash.
 */
final class StopBetweenSteps implements FinetuneListener, AutoCloseable {

    /** A step of a large network takes seconds; what takes longer is worse than a crash at the very end. */
    private static final long PATIENCE_SECONDS = 60;

    private final FinetuneListener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "octet-stop");
    private volatile boolean asked;

    private StopBetweenSteps(FinetuneListener listener) {
        this.listener = listener;
    }

    /** Tells the listener all that it is told, and watches for the end of the process until it closes. */
    static StopBetweenSteps around(FinetuneListener listener) {
        StopBetweenSteps made = new StopBetweenSteps(listener);
        Runtime.getRuntime().addShutdownHook(made.hook);
        return made;
    }

    @Override
    public void stepped(int done, int total, double loss) {
        stayIfAsked();
        listener.stepped(done, total, loss);
    }

    @Override
    public void measured(TrainingPoint point) {
        stayIfAsked();
        listener.measured(point);
    }

    private void stayIfAsked() {
        if (asked) {
            stopped.countDown();
            while (true) {
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            // The process ends; this thread does nothing any more.
        }
    }

    private void await() {
        asked = true;
        try {
            stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!asked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
