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

    /**
     * Where a byte stands next.
     *
     * @param value the byte
     * @param from the first offset that is looked at
     * @return its offset; {@link #length()} when there is none any more
     */
    default long next(byte value, long from) {
        long at = from;
        while (at < length() && at(at) != value) {
            at++;
        }
        return at;
    }

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

            @Override
            public long next(byte value, long from) {
                int at = (int) from;
                while (at < bytes.length && bytes[at] != value) {
                    at++;
                }
                return at;
            }
        };
    }
}
