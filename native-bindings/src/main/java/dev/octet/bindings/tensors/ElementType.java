package dev.octet.bindings.tensors;

/** What one element of a tensor is. */
public enum ElementType {
    /** IEEE 754 binary32. */
    FLOAT(4),
    /** IEEE 754 binary16. */
    FLOAT16(2),
    /** The upper half of a binary32. */
    BFLOAT16(2),
    /** IEEE 754 binary64. */
    DOUBLE(8),
    /** Signed 8 bits. */
    INT8(1),
    /** Unsigned 8 bits. */
    UINT8(1),
    /** Signed 16 bits. */
    INT16(2),
    /** Unsigned 16 bits. */
    UINT16(2),
    /** Signed 32 bits. */
    INT32(4),
    /** Unsigned 32 bits. */
    UINT32(4),
    /** Signed 64 bits. */
    INT64(8),
    /** Unsigned 64 bits. */
    UINT64(8),
    /** One byte, 0 or 1. */
    BOOL(1),
    /** Text; has no fixed size and cannot be held in a {@link HostTensor}. */
    STRING(0);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element; 0 for text. */
    public int bytes() {
        return bytes;
    }
}
