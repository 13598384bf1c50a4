package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.ownership.Lifetime;

/**
 * One GPU, and the owner of all that is made on it: closing the device first closes its streams, events, buffers and
 * graphs. Making and closing them is safe from any thread that has called {@link #makeCurrent()}; CUDA remembers the
 * current device by thread.
 */
public final class Device implements AutoCloseable {

    private static final int MAJOR = 75;
    private static final int MINOR = 76;
    private static final int INTEGRATED = 18;

    private final CudaCalls calls;
    private final GpuDevice facts;
    private final Lifetime lifetime;

    private Device(CudaCalls calls, GpuDevice facts) {
        this.calls = calls;
        this.facts = facts;
        this.lifetime = Lifetime.of("Device", () -> {});
    }

    /** How many GPUs there are. */
    public static int count() {
        Cuda.library().verifyAvailable();
        return new JavaCppCuda().deviceCount();
    }

    /**
     * The GPU of that number, made current for this thread.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when there is none, or CUDA cannot be used here
     */
    public static Device open(int index) {
        Cuda.library().verifyAvailable();
        return open(new JavaCppCuda(), index);
    }

    static Device open(CudaCalls calls, int index) {
        int count = calls.deviceCount();
        if (index < 0 || index >= count) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "There is no GPU number " + index + ": " + (count == 0 ? "none is" : "0 to " + (count - 1) + " are")
                            + " here.",
                    "Choose another number, or look at CUDA_VISIBLE_DEVICES.");
        }
        calls.setDevice(index);
        return new Device(
                calls,
                new GpuDevice(
                        index,
                        calls.deviceName(index),
                        calls.attribute(index, MAJOR),
                        calls.attribute(index, MINOR),
                        calls.memory()[1],
                        calls.attribute(index, INTEGRATED) != 0,
                        calls.pciBusId(index)));
    }

    /** What kind of GPU it is. */
    public GpuDevice facts() {
        return facts;
    }

    /** The newest CUDA that the driver can run. */
    public CudaVersion driver() {
        return CudaVersion.ofNumber(calls.driverVersion());
    }

    /** The CUDA runtime in use. */
    public CudaVersion runtime() {
        return CudaVersion.ofNumber(calls.runtimeVersion());
    }

    /** Makes it the device of this thread. */
    public void makeCurrent() {
        lifetime.requireOpen();
        calls.setDevice(facts.index());
    }

    /** Memory that is free now, bytes. */
    public long freeMemory() {
        lifetime.requireOpen();
        return calls.memory()[0];
    }

    /** A stream of its own, which does not wait for the default stream. */
    public Stream stream() {
        lifetime.requireOpen();
        return new Stream(calls, lifetime);
    }

    /** An event that measures time; waiting for it does not spin. */
    public Event event() {
        lifetime.requireOpen();
        return new Event(calls, lifetime, true, false);
    }

    /** An event that measures time; waiting for it spins, which is more exact and keeps a core busy. */
    public Event spinningEvent() {
        lifetime.requireOpen();
        return new Event(calls, lifetime, true, true);
    }

    /** An event that only orders work. */
    public Event untimedEvent() {
        lifetime.requireOpen();
        return new Event(calls, lifetime, false, false);
    }

    /**
     * Memory of the device, aligned to 256 bytes; its content is undefined.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when there is not so much
     * @throws IllegalArgumentException when bytes is below 1
     */
    public DeviceBuffer allocate(long bytes) {
        lifetime.requireOpen();
        return new DeviceBuffer(calls, lifetime, bytes);
    }

    /**
     * Page-locked memory of the host, which copies to and from the device need to overlap with work.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when there is not so much
     * @throws IllegalArgumentException when bytes is below 1 or 2 GiB and more
     */
    public PinnedBuffer allocatePinned(long bytes) {
        lifetime.requireOpen();
        return new PinnedBuffer(calls, lifetime, bytes);
    }

    /**
     * Memory that the host and the device both see, without copies by us.
     *
     * @param managed true for memory that the driver moves to where it is used, false for memory of the host that the device
     *     reads and writes where it lies
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when there is not so much
     * @throws IllegalArgumentException when bytes is below 1 or 2 GiB and more
     */
    public SharedBuffer allocateShared(long bytes, boolean managed) {
        lifetime.requireOpen();
        return new SharedBuffer(calls, lifetime, bytes, managed);
    }

    @Override
    public void close() {
        lifetime.end();
    }

    @Override
    public String toString() {
        return "Device " + facts.index() + " " + facts.name();
    }
}
