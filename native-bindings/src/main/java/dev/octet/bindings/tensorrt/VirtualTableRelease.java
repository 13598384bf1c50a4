package dev.octet.bindings.tensorrt;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Deletes through the object's own table of virtual functions, where the bindings cannot make objects of its class, as
 * from TensorRT 11 on. By the Itanium C++ ABI (2.5.2, 2.9.4), which Linux has on x86-64 and arm64, the entry after the
 * complete destructor is the deleting one; TensorRT's interfaces declare their destructor first.
 */
final class VirtualTableRelease implements NativeRelease {

    private static final int DELETING_DESTRUCTOR = 1;

    private final NativeDelete deletion = new NativeDelete();

    @Override
    public void release(HandleKind kind, Pointer handle) {
        // The parser's destructor is not declared first and moves between versions.
        if (kind != HandleKind.PARSER) {
            long table = new LongPointer(handle).get(0);
            deletion.delete(handle, new LongPointer(new Address(table)).get(DELETING_DESTRUCTOR));
        }
    }

    /** A pointer to an address. */
    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
