package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import org.bytedeco.javacpp.Pointer;

/** Work of a device in order. Nothing here waits but {@link #synchronize()}. */
public final class Stream implements AutoCloseable {

    private final CudaCalls calls;
    private final Pointer handle;
    private final Lifetime device;
    private final Lifetime lifetime;

    Stream(CudaCalls calls, Lifetime device) {
        this.calls = calls;
        this.device = device;
        this.handle = calls.createStream();
        this.lifetime = device.within("Stream", () -> calls.destroyStream(handle));
    }

    /**
     * Copies to the device.
     *
     * @param bytes from the start of both
     * @throws IllegalArgumentException when one of them holds less
     */
    public void copy(PinnedBuffer from, DeviceBuffer to, long bytes) {
        requireFits(bytes, from.size(), to.size());
        calls.copyToDevice(to.pointer(), from.pointer(), bytes, handle());
    }

    /**
     * Copies from the device.
     *
     * @param bytes from the start of both
     * @throws IllegalArgumentException when one of them holds less
     */
    public void copy(DeviceBuffer from, PinnedBuffer to, long bytes) {
        requireFits(bytes, from.size(), to.size());
        calls.copyToHost(to.pointer(), from.pointer(), bytes, handle());
    }

    /** Sets every byte of a buffer to zero. */
    public void zero(DeviceBuffer buffer) {
        calls.fill(buffer.pointer(), 0, buffer.size(), handle());
    }

    /** Marks this point of the work. */
    public void record(Event event) {
        calls.record(event.handle(), handle());
    }

    /** What follows on this stream waits for an event of another. */
    public void waitFor(Event event) {
        calls.waitForEvent(handle(), event.handle());
    }

    /** Waits until all its work is done. */
    public void synchronize() {
        calls.synchronizeStream(handle());
    }

    /**
     * Captures what the work puts on this stream into a graph, without running it. When the work or the capture fails,
     * the capture is ended, CUDA's error is forgotten, and the stream can be used on.
     *
     * @throws RuntimeException what the work threw, or CUDA's refusal
     */
    public Graph capture(Runnable work) {
        calls.beginCapture(handle());
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            calls.abandonCapture(handle());
            throw e;
        }
        return new Graph(calls, device, ended());
    }

    private Pointer ended() {
        try {
            return calls.endCapture(handle());
        } catch (RuntimeException e) {
            calls.abandonCapture(handle());
            throw e;
        }
    }

    private static void requireFits(long bytes, long from, long to) {
        if (bytes < 0 || bytes > from || bytes > to) {
            throw new IllegalArgumentException("bytes is " + bytes + ", the buffers hold " + from + " and " + to);
        }
    }

    /** For the bindings of libraries that work on a stream. */
    public Pointer handle() {
        lifetime.requireOpen();
        return handle;
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
