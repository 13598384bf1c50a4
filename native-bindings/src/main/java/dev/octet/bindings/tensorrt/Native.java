package dev.octet.bindings.tensorrt;

import dev.octet.bindings.ownership.Lifetime;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A handle with its lifetime: what every owner of this package holds. */
final class Native {

    /** Without a driver TensorRT returns small numbers instead of null; no object lies in the first page. */
    private static final long FIRST_PAGE = 4096;

    private final Pointer handle;
    private final Lifetime lifetime;

    private Native(Pointer handle, Lifetime lifetime) {
        this.handle = handle;
        this.lifetime = lifetime;
    }

    /** A handle that nothing else owns. */
    static Native made(TensorRtCalls calls, HandleKind kind, Supplier<@Nullable Pointer> maker) {
        Pointer handle = require(kind, maker);
        return new Native(handle, Lifetime.of(kind.owner(), () -> calls.release(kind, handle)));
    }

    /** A handle that goes before this one. */
    Native within(TensorRtCalls calls, HandleKind kind, Supplier<@Nullable Pointer> maker) {
        lifetime.requireOpen();
        Pointer made = require(kind, maker);
        return new Native(made, lifetime.within(kind.owner(), () -> calls.release(kind, made)));
    }

    /**
     * The handle.
     *
     * @throws IllegalStateException naming the owner, once it is closed
     */
    Pointer get() {
        lifetime.requireOpen();
        return handle;
    }

    void end() {
        lifetime.end();
    }

    private static Pointer require(HandleKind kind, Supplier<@Nullable Pointer> maker) {
        TensorRtLog.process().forget();
        return require(maker.get(), "TensorRT made no " + kind.owner());
    }

    /** The pointer, when it can be one. */
    static Pointer require(@Nullable Pointer pointer, String otherwise) {
        if (pointer == null || Long.compareUnsigned(pointer.address(), FIRST_PAGE) < 0) {
            throw TensorRtFailure.of(otherwise, TensorRtLog.process().complaints());
        }
        return pointer;
    }

    /** Asks TensorRT, and goes on only when it says yes; what it complained of before is not held against this call. */
    static void require(BooleanSupplier call, String otherwise) {
        TensorRtLog.process().forget();
        if (!call.getAsBoolean()) {
            throw TensorRtFailure.of(otherwise, TensorRtLog.process().complaints());
        }
    }
}
