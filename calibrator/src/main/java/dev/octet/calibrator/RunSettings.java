package dev.octet.calibrator;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a calibration runs; nothing of it shows in the result.
 *
 * @param threads samples under way at once
 * @param executor whose threads observe; absent for threads of the calibration's own
 * @param cancelled true when the calibration is to stop
 */
record RunSettings(int threads, @Nullable Executor executor, BooleanSupplier cancelled) {

    /** How long a cancellation may go unseen: short for a person, long for a processor. */
    static final long POLL_MILLIS = 20;

    RunSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
    }

    /** Every core, own threads, never cancelled. */
    static RunSettings defaults() {
        return new RunSettings(Runtime.getRuntime().availableProcessors(), null, () -> false);
    }

    RunSettings withThreads(int threads) {
        return new RunSettings(threads, executor, cancelled);
    }

    RunSettings on(Executor executor) {
        return new RunSettings(threads, executor, cancelled);
    }

    RunSettings cancelledWhen(BooleanSupplier cancelled) {
        return new RunSettings(threads, executor, cancelled);
    }
}
