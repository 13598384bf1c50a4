package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.SharedBuffer;
import dev.octet.bindings.cuda.Stream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The memory of one input or output of a lane: a pair with copies between them, or one that both sides use. */
final class LaneTensor implements AutoCloseable {

    private final EngineTensor tensor;
    private final long bytes;
    private final @Nullable PinnedBuffer host;
    private final @Nullable DeviceBuffer device;
    private final @Nullable SharedBuffer shared;

    LaneTensor(Device device, EngineTensor tensor, long bytes, LaneMemory memory) {
        this.tensor = tensor;
        this.bytes = bytes;
        boolean pair = memory == LaneMemory.PINNED;
        this.host = pair ? device.allocatePinned(bytes) : null;
        this.device = pair ? device.allocate(bytes) : null;
        this.shared = pair ? null : device.allocateShared(bytes, memory == LaneMemory.MANAGED);
    }

    EngineTensor tensor() {
        return tensor;
    }

    /** What the host sees of it. */
    ByteBuffer content() {
        if (shared != null) {
            return shared.bytes();
        }
        if (host != null) {
            return host.bytes();
        }
        throw new IllegalStateException("tensor " + tensor.name() + " has no memory");
    }

    void bindTo(ExecutionContext context) {
        if (shared != null) {
            context.bind(tensor.name(), shared);
        } else if (device != null) {
            context.bind(tensor.name(), device);
        }
    }

    /** Puts the copy on a stream, in the tensor's direction; nothing where both sides use the same memory. */
    void copy(Stream stream) {
        if (host == null || device == null) {
            return;
        }
        if (tensor.input()) {
            stream.copy(host, device, bytes);
        } else {
            stream.copy(device, host, bytes);
        }
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
        if (host != null) {
            host.close();
        }
        if (device != null) {
            device.close();
        }
    }
}
