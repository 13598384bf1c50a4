package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;

/**
 * Page-locked memory of the host. A view that is kept past {@link #close()} points at freed memory: ask for it anew where
 * it is used.
 */
public final class PinnedBuffer implements AutoCloseable {

    private final Pointer memory;
    private final ByteBuffer view;
    private final Lifetime lifetime;

    PinnedBuffer(CudaCalls calls, Lifetime device, long size) {
        if (size < 1 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("bytes is " + size + ", must be at least 1 and below 2 GiB");
        }
        this.memory = calls.allocatePinned(size);
        this.lifetime = device.within("PinnedBuffer", () -> calls.freePinned(memory));
        this.view = calls.view(memory, (int) size);
    }

    /** Bytes. */
    public int size() {
        return view.capacity();
    }

    /**
     * All its bytes, in native order, from position 0.
     *
     * @throws IllegalStateException once closed
     */
    public ByteBuffer bytes() {
        lifetime.requireOpen();
        ByteBuffer fresh = view.duplicate().order(ByteOrder.nativeOrder());
        fresh.clear();
        return fresh;
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
