package dev.octet.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CalibrationRunTest {

    private final OnnxModel model = TinyDetector.model();

    @Test
    void an_executor_that_is_handed_in_does_the_work_and_lives_on() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        ExecutorService executor =
                Executors.newFixedThreadPool(2, work -> new Thread(work, "application-" + work.hashCode()));
        try {
            Calibration there = Calibrator.of(model)
                    .withThreads(4)
                    .on(executor)
                    .calibrate(
                            source(6),
                            (done, total) -> threads.add(Thread.currentThread().getName()));
            assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("application-"));
            assertThat(executor.submit(() -> 7).get()).isEqualTo(7);
            Calibration here = Calibrator.of(model).calibrate(source(6), ProgressListener.none());
            assertThat(there.table().tensors()).isEqualTo(here.table().tensors());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void an_executor_that_was_shut_down_refuses() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdownNow();
        Calibrator calibrator = Calibrator.of(model).on(executor);
        assertThatThrownBy(() -> calibrator.calibrate(source(2), ProgressListener.none()))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void cancelling_stops_an_endless_source_and_says_how_far_it_came() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Calibrator calibrator = Calibrator.of(model).withThreads(1).cancelledWhen(cancelled::get);
        long[] last = new long[1];
        assertThatThrownBy(() -> calibrator.calibrate(endless(), (done, total) -> {
                    last[0] = done;
                    cancelled.set(done >= 3);
                }))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.INTERRUPTED);
                    assertThat(e.getMessage()).isEqualTo("Calibration was cancelled after " + last[0] + " samples.");
                    assertThat(e.remedy()).isEqualTo("Run it again; nothing was written.");
                });
        assertThat(last[0]).isGreaterThanOrEqualTo(3);
    }

    @Test
    void interrupting_the_calling_thread_stops_it_though_the_source_blocks() throws Exception {
        AtomicBoolean interruptedAfter = new AtomicBoolean();
        ToolkitException[] thrown = new ToolkitException[1];
        Thread caller = new Thread(() -> {
            try {
                Calibrator.of(model).withThreads(2).calibrate(blocking(), ProgressListener.none());
            } catch (ToolkitException e) {
                thrown[0] = e;
                interruptedAfter.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        Thread.sleep(300);
        caller.interrupt();
        caller.join(Duration.ofSeconds(5).toMillis());
        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown[0]).hasMessage("Calibration was interrupted after 0 samples.");
        assertThat(interruptedAfter).isTrue();
    }

    @Test
    void what_the_listener_throws_ends_the_calibration() {
        Calibrator calibrator = Calibrator.of(model).withThreads(2);
        assertThatThrownBy(() -> calibrator.calibrate(endless(), (done, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @Test
    void one_calibrator_serves_several_threads_at_once() throws Exception {
        Calibrator calibrator = Calibrator.of(model).withThreads(1);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            var first = callers.submit(() -> calibrator.calibrate(source(4), ProgressListener.none()));
            var second = callers.submit(() -> calibrator.calibrate(source(4), ProgressListener.none()));
            assertThat(first.get().table()).isEqualTo(second.get().table());
        } finally {
            callers.shutdownNow();
        }
    }

    private static CalibrationSource source(int count) {
        return CalibrationSource.of("ramp", TinySamples.ramps(count), count);
    }

    private static CalibrationSource endless() {
        List<Map<String, FloatTensor>> many = Collections.nCopies(1_000_000, TinySamples.ramp(1));
        return CalibrationSource.of("endless", many, many.size());
    }

    private static CalibrationSource blocking() {
        return CalibrationSource.of("blocking", () -> new BlockingIterator(), 1);
    }
}
