package dev.octet.bindings.opencv;

import java.util.Arrays;

/** Bytes by their offset. */
interface ByteSource {

    /** How many there are. */
    long length();

    /**
     * One byte.
     *
     * @param offset from 0, below {@link #length()}
     */
    byte at(long offset);

    /**
     * A copy of some bytes, all of them below {@link #length()}.
     *
     * @param offset of the first
     * @param length how many
     */
    byte[] range(long offset, int length);

    /** Bytes in memory. */
    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public byte at(long offset) {
                return bytes[(int) offset];
            }

            @Override
            public byte[] range(long offset, int length) {
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }
        };
    }
}
