package dev.octet.calibrator.model;

import java.util.Arrays;
import java.util.Optional;

/** Element types of tensors, with their codes in the ONNX specification (TensorProto.DataType) and their sizes. */
public enum TensorType {
    /** 32-bit float. */
    FLOAT(1, 32),
    /** Unsigned 8-bit integer. */
    UINT8(2, 8),
    /** Signed 8-bit integer. */
    INT8(3, 8),
    /** Unsigned 16-bit integer. */
    UINT16(4, 16),
    /** Signed 16-bit integer. */
    INT16(5, 16),
    /** Signed 32-bit integer. */
    INT32(6, 32),
    /** Signed 64-bit integer. */
    INT64(7, 64),
    /** Text; elements have no fixed size. */
    STRING(8, 0),
    /** Truth value, one byte. */
    BOOL(9, 8),
    /** IEEE 754 half precision. */
    FLOAT16(10, 16),
    /** 64-bit float. */
    DOUBLE(11, 64),
    /** Unsigned 32-bit integer. */
    UINT32(12, 32),
    /** Unsigned 64-bit integer. */
    UINT64(13, 64),
    /** Two floats. */
    COMPLEX64(14, 64),
    /** Two doubles. */
    COMPLEX128(15, 128),
    /** The upper half of a float. */
    BFLOAT16(16, 16),
    /** 8-bit float, 4 exponent bits, no infinities. */
    FLOAT8E4M3FN(17, 8),
    /** 8-bit float, 4 exponent bits, no infinities, no negative zero. */
    FLOAT8E4M3FNUZ(18, 8),
    /** 8-bit float, 5 exponent bits. */
    FLOAT8E5M2(19, 8),
    /** 8-bit float, 5 exponent bits, no infinities, no negative zero. */
    FLOAT8E5M2FNUZ(20, 8),
    /** Unsigned 4-bit integer, two a byte. */
    UINT4(21, 4),
    /** Signed 4-bit integer, two a byte. */
    INT4(22, 4);

    private final int code;
    private final int bits;

    TensorType(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The code in the ONNX specification. */
    public int code() {
        return code;
    }

    /** Bytes that this many elements take, the last byte filled up. */
    public long bytes(long elements) {
        return Math.addExact(Math.multiplyExact(elements, bits), 7) / 8;
    }

    /** The type of this code, if there is one. */
    static Optional<TensorType> ofCode(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
