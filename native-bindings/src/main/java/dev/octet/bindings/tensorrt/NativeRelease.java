package dev.octet.bindings.tensorrt;

import org.bytedeco.javacpp.Pointer;

/** A way to delete what TensorRT handed out, which its Java bindings have none for. */
interface NativeRelease {

    void release(HandleKind kind, Pointer handle);
}
