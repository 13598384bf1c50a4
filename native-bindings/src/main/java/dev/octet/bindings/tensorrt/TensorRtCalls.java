package dev.octet.bindings.tensorrt;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * What this package asks of TensorRT, so that its owners can be tested without a GPU. Handles are opaque to everyone but
 * the implementation; a method that makes one may return null or an address that cannot be one, which the caller looks
 * at. A name of a constant is TensorRT's own, such as {@code kFP16}.
 */
interface TensorRtCalls {

    /** The library that is loaded, as {@code major * 10000 + minor * 100 + patch}. */
    int libraryVersion();

    /** The headers that the bindings were made with, in the same form. */
    int headerVersion();

    BuilderCalls building();

    EngineCalls running();

    /** Releases what TensorRT handed out. */
    void release(HandleKind kind, Pointer handle);

    /** The bytes of a host memory object from a place on; valid until it is released. */
    ByteBuffer view(Pointer hostMemory, long from, int bytes);

    /** The size of a host memory object, bytes. */
    long size(Pointer hostMemory);
}
