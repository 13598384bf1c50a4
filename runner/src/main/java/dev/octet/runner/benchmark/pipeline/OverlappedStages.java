package dev.octet.runner.benchmark.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.ownership.Threads;
import dev.octet.bindings.session.Session;
import dev.octet.runner.pipeline.FoundInImage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Every stage on threads of its own, with a queue before each. There are as many jobs as may be on their way, and they go
 * round: a queue can hold all of them, so that no stage waits to hand on, and the one who submits waits for a free one.
 */
final class OverlappedStages {

    private final PipelineSettings settings;
    private final Session session;
    private final Consumer<FoundInImage> sink;
    private final Map<Stage, BlockingQueue<Job>> waiting = new EnumMap<>(Stage.class);
    private final BlockingQueue<Job> free;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    OverlappedStages(PipelineSettings settings, Session session, Consumer<FoundInImage> sink) {
        this.settings = settings;
        this.session = session;
        this.sink = sink;
        this.free = new ArrayBlockingQueue<>(settings.depth());
        for (Stage stage : Stage.values()) {
            waiting.put(stage, new ArrayBlockingQueue<>(settings.depth()));
        }
    }

    /** Runs until it is enough and every job has come back. */
    void run(List<Job> jobs, PipelineProgress progress) {
        free.addAll(jobs);
        Thread submitter = Thread.currentThread();
        for (Stage stage : Stage.values()) {
            for (int i = 0; i < settings.workers(stage); i++) {
                start(stage, i, progress, submitter);
            }
        }
        try {
            while (progress.goesOn()) {
                Job job = free.take();
                progress.submit(job);
                queue(Stage.DECODE).add(job);
            }
            for (int i = 0; i < jobs.size(); i++) {
                free.take();
            }
        } catch (InterruptedException e) {
            if (failure.get() == null) {
                Thread.currentThread().interrupt();
                throw new ToolkitException(
                        FailureKind.INTERRUPTED, "The benchmark was interrupted.", "Start it again.", e);
            }
        } finally {
            stop();
        }
        rethrow();
    }

    private void start(Stage stage, int number, PipelineProgress progress, Thread submitter) {
        Thread thread = new Thread(() -> work(stage, progress, submitter), "octet-" + stage.text() + "-" + number);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work(Stage stage, PipelineProgress progress, Thread submitter) {
        Optional<Stage> next = stage.next();
        try {
            while (true) {
                Job job = queue(stage).take();
                job.run(stage, session, sink);
                if (next.isEmpty()) {
                    progress.finished(job);
                }
                next.map(this::queue).orElse(free).add(job);
            }
        } catch (InterruptedException e) {
            // This is how it is told to stop.
        } catch (RuntimeException | Error e) {
            if (failure.compareAndSet(null, e)) {
                submitter.interrupt();
            }
        }
    }

    private BlockingQueue<Job> queue(Stage stage) {
        BlockingQueue<Job> queue = waiting.get(stage);
        if (queue == null) {
            throw new IllegalStateException("no queue before " + stage);
        }
        return queue;
    }

    /** Returns when no thread has a job any more. */
    private void stop() {
        threads.forEach(Thread::interrupt);
        Threads.awaitEnd(threads);
    }

    private void rethrow() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            // The interruption was this failure's own.
            Thread.interrupted();
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }
}
