package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * Page-locked memory of the host. A view that is kept past {@link #close()} points at freed memory: ask for it anew where
 * it is used.
 */
public final class PinnedBuffer implements AutoCloseable {

    private final Pointer memory;
    private final HostView view;
    private final Lifetime lifetime;

    PinnedBuffer(CudaCalls calls, Lifetime device, long size) {
        HostView.requireSize(size);
        this.memory = calls.allocatePinned(size);
        this.lifetime = device.within("PinnedBuffer", () -> calls.freePinned(memory));
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

    Pointer pointer() {
        lifetime.requireOpen();
        return memory;
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
