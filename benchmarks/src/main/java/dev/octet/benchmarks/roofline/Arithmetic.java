package dev.octet.benchmarks.roofline;

/** The numbers that a layer multiplies. */
public enum Arithmetic {
    /** 8-bit integers, summed in 32 bits. */
    INT8(1),
    /** Half precision floats. */
    FP16(2),
    /** Single precision floats, or TF32 where a device computes those from them. */
    FP32(4);

    private final int bytes;

    Arithmetic(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes that one number takes. */
    public int bytes() {
        return bytes;
    }
}
