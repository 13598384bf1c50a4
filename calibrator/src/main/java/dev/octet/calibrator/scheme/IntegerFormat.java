package dev.octet.calibrator.scheme;

/** An integer number format of at most eight bits, stored one value a byte. */
public enum IntegerFormat {
    /** 0..255. */
    UINT8(8, false, false),
    /** -128..127. */
    INT8(8, true, false),
    /** -127..127: as many steps below zero as above, what weights use. */
    INT8_NARROW(8, true, true),
    /** 0..127 in a byte: reduced range for CPUs whose u8 x s8 multiply saturates at 16 bits (no VNNI). */
    UINT7(7, false, false),
    /** -64..63 in a byte: the signed reduced range. */
    INT7(7, true, false);

    private final int bits;
    private final boolean signed;
    private final boolean narrow;

    IntegerFormat(int bits, boolean signed, boolean narrow) {
        this.bits = bits;
        this.signed = signed;
        this.narrow = narrow;
    }

    /** Bits that carry information. */
    public int bits() {
        return bits;
    }

    /** True when negative integers exist. */
    public boolean signed() {
        return signed;
    }

    /** True when the lowest two's complement value is left out. */
    public boolean narrow() {
        return narrow;
    }

    /** Lowest integer. */
    public int min() {
        return signed ? -(1 << (bits - 1)) + (narrow ? 1 : 0) : 0;
    }

    /** Highest integer. */
    public int max() {
        return signed ? (1 << (bits - 1)) - 1 : (1 << bits) - 1;
    }

    /** Number of steps from the lowest to the highest integer. */
    public int steps() {
        return max() - min();
    }

    /** The integer that stands for zero in a symmetric grid: 0 when signed, the middle of the format otherwise. */
    public int symmetricZeroPoint() {
        return signed ? 0 : 1 << (bits - 1);
    }

    /** The integer, moved to the nearest one that the format has. */
    public int clamp(long value) {
        return (int) Math.max(min(), Math.min(max(), value));
    }

    /** The integer that a stored byte stands for. */
    public int fromByte(byte stored) {
        return signed ? stored : Byte.toUnsignedInt(stored);
    }
}
