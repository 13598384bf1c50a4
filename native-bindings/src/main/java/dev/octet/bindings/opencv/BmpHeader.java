package dev.octet.bindings.opencv;

import java.util.Set;

/** Reads the headers of a Windows bitmap and checks that its pixels are all there. */
final class BmpHeader {

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final Set<Integer> BITS = Set.of(1, 4, 8, 16, 24, 32);

    private BmpHeader() {}

    static ImageHeader read(FileBytes file) {
        long pixels = file.u32le(10);
        long headerSize = file.u32le(FILE_HEADER);
        long width;
        long height;
        int bits;
        long compression = UNCOMPRESSED;
        if (headerSize == CORE_HEADER) {
            width = file.u16le(FILE_HEADER + 4);
            height = file.u16le(FILE_HEADER + 6);
            bits = file.u16le(FILE_HEADER + 10);
        } else if (headerSize >= INFO_HEADER) {
            width = file.s32le(FILE_HEADER + 4);
            height = Math.abs((long) file.s32le(FILE_HEADER + 8));
            bits = file.u16le(FILE_HEADER + 14);
            compression = file.u32le(FILE_HEADER + 16);
        } else {
            throw file.damaged("a header of " + headerSize + " bytes");
        }
        if (!BITS.contains(bits)) {
            throw file.damaged(bits + " bits for a pixel");
        }
        ImageHeader header = file.header(width, height, 1);
        if (pixels < FILE_HEADER + headerSize || pixels >= file.length()) {
            throw file.truncated();
        }
        if (compression == UNCOMPRESSED || compression == BIT_FIELDS) {
            long rowBytes = (width * bits + 31) / 32 * 4;
            if (rowBytes > (file.length() - pixels) / height) {
                throw file.truncated();
            }
        }
        return header;
    }
}
