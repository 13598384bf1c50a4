package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes engines. The owner of its networks, configurations and profiles: closing it closes them. One thread at a time.
 */
public final class Builder implements AutoCloseable {

    private final TensorRtCalls calls;
    private final TensorRtVersions versions;
    private final Native handle;

    private Builder(TensorRtCalls calls) {
        this.calls = calls;
        this.versions = new TensorRtVersions(calls.libraryVersion(), calls.headerVersion());
        this.handle = Native.made(calls, HandleKind.BUILDER, calls.building()::createBuilder);
    }

    /**
     * A builder for a device, which must be current for this thread.
     *
     * @param resources a folder with TensorRT's builder resources, looked in before the system's
     * @throws ToolkitException {@code UNSUPPORTED} when TensorRT cannot be used here, or lacks this GPU's part
     */
    public static Builder create(Device device, Optional<Path> resources) {
        TensorRt.provideBuilderResource(device.facts(), resources);
        return create(JavaCppTensorRt.ready());
    }

    /**
     * A builder with no more of TensorRT's builder resources than it finds by itself, to see what it does so. Where it has
     * not the one of this GPU, it may refuse.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when TensorRT cannot be used here, or refuses
     */
    public static Builder createAsIs(Device device) {
        TensorRt.library().verifyAvailable();
        device.makeCurrent();
        return create(JavaCppTensorRt.instance());
    }

    static Builder create(TensorRtCalls calls) {
        return new Builder(calls);
    }

    /** The versions of the library and of the bindings. */
    public TensorRtVersions versions() {
        return versions;
    }

    /** How many DLA cores the device has; 0 on all but some Jetsons. */
    public int dlaCores() {
        return calls.building().dlaCores(handle.get());
    }

    /**
     * An empty network.
     *
     * @param stronglyTyped true when types come from the model alone; TensorRT 11 knows nothing else
     */
    public Network network(boolean stronglyTyped) {
        return new Network(calls, handle, stronglyTyped || versions.onlyStronglyTyped());
    }

    /** A configuration with TensorRT's defaults. */
    public BuilderConfig config() {
        return new BuilderConfig(calls, versions, handle);
    }

    /** A profile to say how large open axes are; closed with the builder. */
    public OptimizationProfile profile() {
        return new OptimizationProfile(
                calls,
                handle,
                Native.require(calls.building().createProfile(handle.get()), "TensorRT made no OptimizationProfile"));
    }

    /**
     * Builds the engine: minutes, and memory of the host and the device.
     *
     * @return the plan; the caller closes it
     * @throws ToolkitException {@code UNSUPPORTED}, {@code OUT_OF_RESOURCES} or {@code NATIVE_FAILURE} with what TensorRT
     *     said; what a calibrator threw comes first
     */
    public HostMemory build(Network network, BuilderConfig config) {
        try {
            HostMemory plan = HostMemory.made(
                    calls,
                    "TensorRT made no engine",
                    () -> calls.building().build(handle.get(), network.handle(), config.handle()));
            config.rethrowOfCalibrator(plan);
            return plan;
        } catch (ToolkitException e) {
            config.rethrowOfCalibrator(null);
            throw e;
        }
    }

    @Override
    public void close() {
        handle.end();
    }
}
