package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory that the host and a device both use. Neither may touch it while the other works on it. A view that is kept past
 * {@link #close()} points at freed memory.
 */
public final class SharedBuffer implements AutoCloseable {

    private final Pointer device;
    private final ByteBuffer view;
    private final Lifetime lifetime;

    SharedBuffer(CudaCalls calls, Lifetime owner, long size, boolean managed) {
        if (size < 1 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("bytes is " + size + ", must be at least 1 and below 2 GiB");
        }
        Pointer memory = managed ? calls.allocateManaged(size) : calls.allocateMapped(size);
        this.lifetime = owner.within("SharedBuffer", () -> {
            if (managed) {
                calls.free(memory);
            } else {
                calls.freePinned(memory);
            }
        });
        this.device = managed ? memory : calls.devicePointer(memory);
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
