package dev.octet.bindings.tensorrt;

/** Times of kernels that earlier builds measured; makes a later build of like layers faster. */
public final class TimingCache implements AutoCloseable {

    private final TensorRtCalls calls;
    private final Native handle;

    TimingCache(TensorRtCalls calls, Native config, byte[] content) {
        this.calls = calls;
        this.handle = config.within(
                calls, HandleKind.TIMING_CACHE, () -> calls.building().createTimingCache(config.get(), content));
    }

    /** Its content, to be kept for the next build on the same kind of device. */
    public byte[] toBytes() {
        try (HostMemory content = HostMemory.made(
                calls,
                "TensorRT did not write its timing cache",
                () -> calls.building().serializeTimingCache(handle.get()))) {
            return content.toBytes();
        }
    }

    Native handle() {
        return handle;
    }

    @Override
    public void close() {
        handle.end();
    }
}
