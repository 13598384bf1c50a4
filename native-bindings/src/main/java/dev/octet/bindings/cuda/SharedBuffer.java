package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory that the host and a device both use. Neither may touch it while the other works on it. A view that is kept past
 * {@link #close()} points at freed memory.
 */
public final class SharedBuffer implements AutoCloseable {

    private final Pointer device;
    private final HostView view;
    private final Lifetime lifetime;

    SharedBuffer(CudaCalls calls, Lifetime owner, long size, boolean managed) {
        HostView.requireSize(size);
        Pointer memory = managed ? calls.allocateManaged(size) : calls.allocateMapped(size);
        this.lifetime = owner.within("SharedBuffer", () -> {
            if (managed) {
                calls.free(memory);
            } else {
                calls.freePinned(memory);
            }
        });
        this.device = managed ? memory : calls.devicePointer(memory);
        this.view = new HostView(calls, memory, size, lifetime);
    }

    /** Bytes. */
    public int size() {
        return view.size();
    }

    /**
     * All its bytes, in native order, from position 0.
     *
     * @throws IllegalStateException once closed
     */
    public ByteBuffer bytes() {
        return view.bytes();
    }

    /** What the device calls it, for the bindings of libraries that work on the device. */
    public Pointer pointer() {
        lifetime.requireOpen();
        return device;
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
