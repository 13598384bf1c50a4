package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;

/** Memory of CUDA as the host sees it, for as long as its owner lives. */
final class HostView {

    private static final long LONGEST = Integer.MAX_VALUE - 8;

    private final ByteBuffer view;
    private final Lifetime owner;

    HostView(CudaCalls calls, Pointer memory, long size, Lifetime owner) {
        this.view = calls.view(memory, (int) size);
        this.owner = owner;
    }

    static void requireSize(long size) {
        if (size < 1 || size > LONGEST) {
            throw new IllegalArgumentException("bytes is " + size + ", must be at least 1 and below 2 GiB");
        }
    }

    int size() {
        return view.capacity();
    }

    /** All its bytes, in native order, from position 0. */
    ByteBuffer bytes() {
        owner.requireOpen();
        ByteBuffer fresh = view.duplicate().order(ByteOrder.nativeOrder());
        fresh.clear();
        return fresh;
    }
}
