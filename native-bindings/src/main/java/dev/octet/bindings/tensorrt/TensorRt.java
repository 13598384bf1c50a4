package dev.octet.bindings.tensorrt;

import dev.octet.bindings.platform.NativeLibrary;

/** Replaced on merge. */
public final class TensorRt {
    private static final NativeLibrary LIBRARY = NativeLibrary.of("TensorRT", () -> "0");

    private TensorRt() {}

    /** The library. */
    public static NativeLibrary library() {
        return LIBRARY;
    }
}
