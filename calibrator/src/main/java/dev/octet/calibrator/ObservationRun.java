package dev.octet.calibrator;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.calibrator.CalibrationSource.Sample;
import dev.octet.calibrator.CalibrationSource.SampleIdentity;
import dev.octet.calibrator.journal.CalibrationJournal;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands the samples of a source to workers on threads of their own and merges what they saw. */
final class ObservationRun {

    private final int threads;
    private final CalibrationSource source;
    private final ProgressListener progress;
    private final @Nullable CalibrationJournal journal;
    private final Object turn = new Object();
    private volatile boolean stopped;
    private int given;
    private int done;

    ObservationRun(
            int threads, CalibrationSource source, ProgressListener progress, @Nullable CalibrationJournal journal) {
        this.journal = journal;
        this.threads = threads;
        this.source = source;
        this.progress = progress;
    }

    /** Runs until the source is empty; the first failure stops all workers and is thrown. */
    List<TensorObserver> run(Supplier<ObservationWorker> workers, InferenceSession session) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, ObservationRun::daemon);
        try {
            List<Future<List<TensorObserver>>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(executor.submit(() -> work(workers)));
            }
            return merged(parts);
        } catch (InterruptedException e) {
            stopped = true;
            session.terminate();
            Thread.currentThread().interrupt();
            throw new ToolkitException(
                    FailureKind.INTERRUPTED,
                    "Calibration was interrupted after " + done + " samples.",
                    journal == null ? "Run it again; nothing was written." : "Go on with --resume.",
                    e);
        } finally {
            executor.shutdownNow();
            awaitQuietly(executor);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "octet-calibrate");
        thread.setDaemon(true);
        return thread;
    }

    private static void awaitQuietly(ExecutorService executor) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!executor.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new IllegalStateException("calibration threads did not stop within 10 s");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<TensorObserver> work(Supplier<ObservationWorker> workers) {
        try (ObservationWorker worker = workers.get()) {
            List<TensorObserver> totals = journal == null
                    ? worker.observers()
                    : worker.observers().stream()
                            .map(observer -> new TensorObserver(observer.tensor()))
                            .toList();
            Optional<Sample> next = take();
            while (next.isPresent()) {
                try (Sample sample = next.get()) {
                    worker.observe(sample.inputs());
                    if (journal != null) {
                        SampleIdentity identity = sample.identity().orElseThrow(ObservationRun::notResumable);
                        journal.append(identity.name(), identity.sha256(), worker.moveTo(totals));
                    }
                }
                synchronized (turn) {
                    done++;
                    progress.advanced(done, source.size());
                }
                next = take();
            }
            return totals;
        } catch (RuntimeException | Error e) {
            stopped = true;
            throw e;
        }
    }

    private static IllegalArgumentException notResumable() {
        return new IllegalArgumentException(
                "the source does not say which samples it gives, so no journal can be kept");
    }

    private Optional<Sample> take() {
        synchronized (turn) {
            if (stopped) {
                return Optional.empty();
            }
            Optional<Sample> next = source.next();
            given += next.isPresent() ? 1 : 0;
            return next;
        }
    }

    private List<TensorObserver> merged(List<Future<List<TensorObserver>>> parts) throws InterruptedException {
        List<TensorObserver> total = new ArrayList<>();
        for (Future<List<TensorObserver>> part : parts) {
            List<TensorObserver> observers = result(part);
            if (total.isEmpty()) {
                total.addAll(observers);
            } else {
                for (int i = 0; i < total.size(); i++) {
                    total.get(i).merge(observers.get(i));
                }
            }
        }
        if (given == 0 && (journal == null || journal.recovered().isEmpty())) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There are no calibration samples.",
                    "Give at least one; 100 to 500 that look like what the model will see are usual.");
        }
        return total;
    }

    private static List<TensorObserver> result(Future<List<TensorObserver>> part) throws InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
