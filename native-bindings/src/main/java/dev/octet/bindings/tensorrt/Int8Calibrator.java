package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.ownership.Lifetime;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Lets TensorRT find the ranges of INT8 itself, with one of its own algorithms, from batches or from the cache of an
 * earlier calibration. TensorRT cannot be told of a failure while it builds: the first is kept, TensorRT is told that
 * there are no more batches, and {@link Builder#build} throws what happened. Must stay open until the build has ended.
 *
 * <p>In TensorRT 10 and older only, where it is deprecated; Q/DQ in the model does the same and more.
 */
public final class Int8Calibrator implements AutoCloseable {

    private final CalibrationBatches batches;
    private final CalibrationCache cache;
    private final BatchFeeder feeder;
    private final Pointer handle;
    private final Lifetime lifetime;
    private @Nullable Throwable failure;
    private boolean cacheGiven;
    private boolean cacheWritten;

    private Int8Calibrator(
            TensorRtCalls calls,
            Device device,
            CalibratorKind kind,
            CalibrationBatches batches,
            CalibrationCache cache) {
        this.batches = batches;
        this.cache = cache;
        this.feeder = new BatchFeeder(device, batches);
        this.handle = calls.building().createCalibrator(kind, new Guarded());
        this.lifetime = Lifetime.of("Int8Calibrator", () -> {
            calls.building().deleteCalibrator(handle);
            feeder.close();
        });
    }

    /**
     * A calibrator.
     *
     * @param device that the batches are copied to
     * @param kind TensorRT's algorithm
     * @param batches what it sees, as the float graph would
     * @param cache asked first; given what TensorRT finds
     * @throws ToolkitException {@code UNSUPPORTED} on TensorRT 11 and later
     */
    public static Int8Calibrator of(
            Device device, CalibratorKind kind, CalibrationBatches batches, CalibrationCache cache) {
        TensorRt.library().verifyAvailable();
        return of(JavaCppTensorRt.instance(), device, kind, batches, cache);
    }

    static Int8Calibrator of(
            TensorRtCalls calls,
            Device device,
            CalibratorKind kind,
            CalibrationBatches batches,
            CalibrationCache cache) {
        new TensorRtVersions(calls.libraryVersion(), calls.headerVersion()).requireCalibrators();
        return new Int8Calibrator(calls, device, kind, batches, cache);
    }

    /** How many batches TensorRT has taken. */
    public int batchesGiven() {
        lifetime.requireOpen();
        return feeder.given();
    }

    /** True when TensorRT took the ranges of the cache instead of asking for batches. */
    public synchronized boolean usedCache() {
        return cacheGiven && !cacheWritten;
    }

    /** Throws what went wrong while TensorRT asked, once. */
    synchronized void rethrow() {
        Throwable kept = failure;
        failure = null;
        if (kept instanceof RuntimeException e) {
            throw e;
        }
        if (kept instanceof Error e) {
            throw e;
        }
        if (kept != null) {
            throw new ToolkitException(
                    FailureKind.NATIVE_FAILURE,
                    "The calibration failed while TensorRT asked for a batch: " + kept + ".",
                    "Run it again with -v; report it if it returns.",
                    kept);
        }
    }

    Pointer handle() {
        lifetime.requireOpen();
        return handle;
    }

    @Override
    public void close() {
        lifetime.end();
    }

    /** Answers TensorRT and lets nothing through. */
    private final class Guarded implements CalibratorDialogue {

        @Override
        public int batchSize() {
            return batches.batchSize();
        }

        @Override
        public Pointer @Nullable [] nextBatch(List<String> inputs) {
            if (failed()) {
                return null;
            }
            try {
                return feeder.next(inputs);
            } catch (ExecutionException e) {
                keep(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                keep(new ToolkitException(
                        FailureKind.INTERRUPTED, "The calibration was interrupted.", "Start it again."));
            } catch (Throwable e) {
                keep(e);
            }
            return null;
        }

        @Override
        public byte @Nullable [] readCache() {
            try {
                byte[] kept = cache.read().orElse(null);
                synchronized (Int8Calibrator.this) {
                    cacheGiven = kept != null;
                }
                return kept;
            } catch (Throwable e) {
                keep(e);
                return null;
            }
        }

        @Override
        public void writeCache(byte[] found) {
            if (failed()) {
                // Ranges of a calibration that broke off are no ranges.
                return;
            }
            try {
                cache.write(found);
                synchronized (Int8Calibrator.this) {
                    cacheWritten = true;
                }
            } catch (Throwable e) {
                keep(e);
            }
        }

        private boolean failed() {
            synchronized (Int8Calibrator.this) {
                return failure != null;
            }
        }

        private void keep(Throwable e) {
            synchronized (Int8Calibrator.this) {
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
        }
    }
}
