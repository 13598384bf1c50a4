package dev.octet.calibrator;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.CalibrationSource.Sample;
import dev.octet.calibrator.CalibrationSource.SampleIdentity;
import dev.octet.calibrator.journal.CalibrationJournal;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands the samples of a source to workers on an executor's threads and merges what they saw. */
final class ObservationRun {

    private static final long STOP_SECONDS = 10;

    private final RunSettings settings;
    private final CalibrationSource source;
    private final ProgressListener progress;
    private final @Nullable CalibrationJournal journal;

    /** Held while the source or the listener is called, which may take long. Taken before {@link #turn}, never after. */
    private final Object outside = new Object();

    /** Guards the fields below; never held for long, so that a stop is seen at once. */
    private final Object turn = new Object();

    private final List<TensorObserver> total = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean stopped;
    private boolean exhausted;
    private int running;
    private long given;
    private long done;

    ObservationRun(
            RunSettings settings,
            CalibrationSource source,
            ProgressListener progress,
            @Nullable CalibrationJournal journal) {
        this.settings = settings;
        this.source = source;
        this.progress = progress;
        this.journal = journal;
    }

    /**
     * Runs until the source is empty; the first failure stops all workers and is thrown. No worker outlives the call.
     *
     * @param workers makes a worker for each thread
     * @param breakOff breaks off the samples under way when the run is to stop
     */
    List<TensorObserver> run(Supplier<ObservationWorker> workers, Runnable breakOff) {
        Executor handedIn = settings.executor();
        if (handedIn != null) {
            return run(handedIn, workers, breakOff, () -> {});
        }
        ExecutorService own = Executors.newFixedThreadPool(settings.threads(), ObservationRun::daemon);
        try {
            return run(own, workers, breakOff, own::shutdownNow);
        } finally {
            own.shutdownNow();
        }
    }

    private List<TensorObserver> run(
            Executor executor, Supplier<ObservationWorker> workers, Runnable breakOff, Runnable interrupt) {
        try {
            for (int i = 0; i < settings.threads(); i++) {
                executor.execute(() -> work(workers));
            }
            awaitEnd();
        } catch (InterruptedException e) {
            stop(breakOff, interrupt);
            Thread.currentThread().interrupt();
            throw ended("interrupted", e);
        } catch (CancellationException e) {
            stop(breakOff, interrupt);
            throw ended("cancelled", e);
        } catch (RejectedExecutionException e) {
            stop(breakOff, interrupt);
            throw e;
        }
        return merged();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "octet-calibrate");
        thread.setDaemon(true);
        return thread;
    }

    private void awaitEnd() throws InterruptedException {
        synchronized (turn) {
            while (running > 0 || !(exhausted || stopped)) {
                if (settings.cancelled().getAsBoolean()) {
                    throw new CancellationException();
                }
                turn.wait(RunSettings.POLL_MILLIS);
            }
        }
    }

    private void stop(Runnable breakOff, Runnable interrupt) {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        synchronized (turn) {
            stopped = true;
            breakOff.run();
            interrupt.run();
            while (running > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("calibration threads did not stop within " + STOP_SECONDS + " s");
                }
                try {
                    turn.wait(RunSettings.POLL_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ToolkitException ended(String how, Exception cause) {
        synchronized (turn) {
            return new ToolkitException(
                    FailureKind.INTERRUPTED,
                    "Calibration was " + how + " after " + done + " samples.",
                    journal == null ? "Run it again; nothing was written." : "Go on with --resume.",
                    cause);
        }
    }

    private void work(Supplier<ObservationWorker> workers) {
        synchronized (turn) {
            if (stopped || exhausted) {
                return;
            }
            running++;
        }
        Throwable failed = null;
        try {
            observeAll(workers);
        } catch (RuntimeException | Error e) {
            failed = e;
        }
        synchronized (turn) {
            running--;
            if (failed != null) {
                stopped = true;
                failure = failure == null ? failed : failure;
            }
            turn.notifyAll();
        }
    }

    private void observeAll(Supplier<ObservationWorker> workers) {
        try (ObservationWorker worker = workers.get()) {
            List<TensorObserver> totals = journal == null
                    ? worker.observers()
                    : worker.observers().stream()
                            .map(observer -> new TensorObserver(observer.tensor()))
                            .toList();
            Optional<Sample> next = take();
            while (next.isPresent()) {
                int items;
                try (Sample sample = next.get()) {
                    items = sample.items();
                    worker.observe(sample.inputs());
                    if (journal != null) {
                        SampleIdentity identity = sample.identity().orElseThrow(ObservationRun::notResumable);
                        journal.append(identity.name(), identity.sha256(), worker.moveTo(totals));
                    }
                }
                advance(items);
                next = take();
            }
            add(totals);
        }
    }

    private void advance(int items) {
        synchronized (outside) {
            long now;
            synchronized (turn) {
                done += items;
                now = done;
            }
            progress.advanced(now, source.size());
        }
    }

    private void add(List<TensorObserver> totals) {
        synchronized (turn) {
            if (total.isEmpty()) {
                total.addAll(totals);
                return;
            }
            for (int i = 0; i < total.size(); i++) {
                total.get(i).merge(totals.get(i));
            }
        }
    }

    private static IllegalArgumentException notResumable() {
        return new IllegalArgumentException(
                "the source does not say which samples it gives, so no journal can be kept");
    }

    private Optional<Sample> take() {
        synchronized (outside) {
            synchronized (turn) {
                if (stopped || exhausted) {
                    return Optional.empty();
                }
            }
            Optional<Sample> next = source.next();
            synchronized (turn) {
                given += next.isPresent() ? 1 : 0;
                exhausted = next.isEmpty();
            }
            return next;
        }
    }

    private List<TensorObserver> merged() {
        synchronized (turn) {
            if (failure instanceof RuntimeException failed) {
                throw failed;
            }
            if (failure instanceof Error failed) {
                throw failed;
            }
            return total;
        }
    }

    /** How many samples the source gave. */
    long given() {
        synchronized (turn) {
            return given;
        }
    }
}
