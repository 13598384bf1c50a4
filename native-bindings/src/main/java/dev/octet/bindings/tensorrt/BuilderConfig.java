package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** How an engine is built. */
public final class BuilderConfig implements AutoCloseable {

    private static final int HIGHEST_LEVEL = 5;

    private final TensorRtCalls calls;
    private final TensorRtVersions versions;
    private final Native handle;
    private @Nullable Int8Calibrator calibrator;

    BuilderConfig(TensorRtCalls calls, TensorRtVersions versions, Native builder) {
        this.calls = calls;
        this.versions = versions;
        this.handle =
                builder.within(calls, HandleKind.CONFIG, () -> calls.building().createConfig(builder.get()));
    }

    /** On which engines an engine may run beside the kind that it was built on. */
    public enum HardwareCompatibility {
        /** Only there. */
        NONE("kNONE"),
        /** On Ampere and later; built on one of them. */
        AMPERE_PLUS("kAMPERE_PLUS"),
        /** On all GPUs of the same compute capability; TensorRT 10.9 and later. */
        SAME_COMPUTE_CAPABILITY("kSAME_COMPUTE_CAPABILITY");

        private final String constant;

        HardwareCompatibility(String constant) {
            this.constant = constant;
        }
    }

    /**
     * Turns a switch on or off.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when this version of TensorRT has no such switch
     */
    public void set(BuilderFlag flag, boolean on) {
        calls.building().setFlag(handle(), flag.constant(), on);
    }

    /** Limits the scratch memory of a layer on the device, bytes. */
    public void setWorkspace(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("workspace is " + bytes + " bytes, must be at least 1");
        }
        calls.building().setMemoryPool(handle(), "kWORKSPACE", bytes);
    }

    /** How hard the builder tries: 0 takes the first kernel, 3 is TensorRT's default, 5 tries all. */
    public void setOptimizationLevel(int level) {
        if (level < 0 || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("optimization level is " + level + ", must be 0 to " + HIGHEST_LEVEL);
        }
        calls.building().setOptimizationLevel(handle(), level);
    }

    /** Keeps in the engine what {@link Engine#layers()} tells of each layer. */
    public void keepLayerDetails() {
        calls.building().setVerbosity(handle(), "kDETAILED");
    }

    /** Lets the engine run on other kinds of GPU too, maybe more slowly. */
    public void setHardwareCompatibility(HardwareCompatibility level) {
        if (level == HardwareCompatibility.SAME_COMPUTE_CAPABILITY) {
            versions.requireAtLeast(10, 9, "compatibility within a compute capability");
        }
        calls.building().setHardwareCompatibility(handle(), level.constant);
    }

    /** Runs on a DLA core what can run there; the rest needs {@link BuilderFlag#GPU_FALLBACK}. */
    public void setDla(int core) {
        calls.building().setDlaCore(handle(), core);
        calls.building().setDefaultDevice(handle(), "kDLA");
    }

    /** Whether a layer can run on the DLA that was set. */
    public boolean canRunOnDla(Network network, NetworkLayer layer) {
        return calls.building().canRunOnDla(handle(), network.handle(), layer.index());
    }

    /** Adds a profile. */
    public void add(OptimizationProfile profile) {
        Pointer pointer = profile.handle();
        Native.require(() -> calls.building().isValid(pointer), "TensorRT finds the optimization profile incomplete");
        Native.require(
                () -> calls.building().addProfile(handle(), pointer) >= 0,
                "TensorRT did not take the optimization profile");
    }

    /**
     * Lets TensorRT choose the ranges of INT8 with a calibrator. Not for a network with Q/DQ, nor for a strongly typed one.
     *
     * @param shapes what the calibrator's batches are shaped like, for a model with open axes; its usual sizes count
     * @throws ToolkitException {@code UNSUPPORTED} on TensorRT 11 and later
     */
    public void setCalibrator(Int8Calibrator newCalibrator, @Nullable OptimizationProfile shapes) {
        versions.requireCalibrators();
        calls.building().setCalibrator(handle(), newCalibrator.handle());
        calibrator = newCalibrator;
        if (shapes != null) {
            Native.require(
                    () -> calls.building().setCalibrationProfile(handle(), shapes.handle()),
                    "TensorRT did not take the calibration's shapes");
        }
    }

    /**
     * A timing cache for this configuration.
     *
     * @param content of an earlier one, empty for a new one
     * @throws ToolkitException {@code BAD_INPUT} when it is of another device or version
     */
    public TimingCache useTimingCache(byte[] content) {
        TimingCache cache = new TimingCache(calls, handle, content);
        TensorRtLog.process().forget();
        if (!calls.building().setTimingCache(handle(), cache.handle().get(), false)) {
            cache.close();
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The timing cache is of another device or another version of TensorRT: "
                            + String.join("; ", TensorRtLog.process().complaints()) + ".",
                    "Name another file with --timing-cache; it is made anew.");
        }
        return cache;
    }

    /** What the calibrator threw while TensorRT could not be told; ends what TensorRT made all the same. */
    void rethrowOfCalibrator(@Nullable HostMemory made) {
        if (calibrator == null) {
            return;
        }
        try {
            calibrator.rethrow();
        } catch (RuntimeException e) {
            if (made != null) {
                made.close();
            }
            throw e;
        }
    }

    Pointer handle() {
        return handle.get();
    }

    @Override
    public void close() {
        handle.end();
    }
}
