package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import org.bytedeco.javacpp.Pointer;

/** Memory of a device. Work on a stream that uses it must have ended before it is closed. */
public final class DeviceBuffer implements AutoCloseable {

    private final Pointer memory;
    private final long size;
    private final Lifetime lifetime;

    DeviceBuffer(CudaCalls calls, Lifetime device, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("bytes is " + size + ", must be at least 1");
        }
        this.size = size;
        this.memory = calls.allocate(size);
        this.lifetime = device.within("DeviceBuffer", () -> calls.free(memory));
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /**
     * Its address on the device.
     *
     * @throws IllegalStateException once closed
     */
    public long address() {
        return pointer().address();
    }

    /** For the bindings of libraries that work on the device. */
    public Pointer pointer() {
        lifetime.requireOpen();
        return memory;
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
