package dev.octet.bindings.tensorrt;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Bytes that TensorRT made: a plan, or the content of a timing cache. */
public final class HostMemory implements AutoCloseable {

    private static final int CHUNK = 1 << 26;

    private final TensorRtCalls calls;
    private final Native handle;

    private HostMemory(TensorRtCalls calls, Native handle) {
        this.calls = calls;
        this.handle = handle;
    }

    static HostMemory made(TensorRtCalls calls, String otherwise, Supplier<@Nullable Pointer> maker) {
        TensorRtLog.process().forget();
        Pointer memory = Native.require(maker.get(), otherwise);
        return new HostMemory(calls, Native.made(calls, HandleKind.HOST_MEMORY, () -> memory));
    }

    /** Bytes. */
    public long size() {
        return calls.size(handle.get());
    }

    /**
     * Writes all of it.
     *
     * @throws IOException when the channel does
     */
    public void writeTo(WritableByteChannel channel) throws IOException {
        long size = size();
        for (long from = 0; from < size; from += CHUNK) {
            var part = calls.view(handle.get(), from, (int) Math.min(CHUNK, size - from));
            while (part.hasRemaining()) {
                channel.write(part);
            }
        }
    }

    /**
     * A copy of all of it.
     *
     * @throws IllegalStateException when it is closed, or does not fit into an array
     */
    public byte[] toBytes() {
        long size = size();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("HostMemory of " + size + " bytes does not fit into an array");
        }
        byte[] copy = new byte[(int) size];
        calls.view(handle.get(), 0, copy.length).get(copy);
        return copy;
    }

    @Override
    public void close() {
        handle.end();
    }
}
