package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import org.bytedeco.javacpp.Pointer;

/**
 * Work of a stream, captured once and launched in one call. It holds the addresses that the work was captured with: what
 * they belong to must stay open as long as the graph is launched.
 */
public final class Graph implements AutoCloseable {

    private final CudaCalls calls;
    private final Pointer handle;
    private final Lifetime lifetime;

    Graph(CudaCalls calls, Lifetime device, Pointer handle) {
        this.calls = calls;
        this.handle = handle;
        this.lifetime = device.within("Graph", () -> calls.destroyGraph(handle));
    }

    /** Puts the captured work on a stream. */
    public void launch(Stream stream) {
        lifetime.requireOpen();
        calls.launch(handle, stream.handle());
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
