package dev.octet.bindings.cuda;

import dev.octet.bindings.platform.NativeLibrary;

/** Replaced on merge. */
public final class Cuda {
    private static final NativeLibrary LIBRARY = NativeLibrary.of("CUDA", () -> "0");

    private Cuda() {}

    /** The library. */
    public static NativeLibrary library() {
        return LIBRARY;
    }
}
