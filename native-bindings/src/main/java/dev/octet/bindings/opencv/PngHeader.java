package dev.octet.bindings.opencv;

/** Walks the chunks of a PNG file (ISO/IEC 15948) up to its IEND. */
final class PngHeader {

    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;

    private PngHeader() {}

    static ImageHeader read(FileBytes file) {
        if (!file.isAscii(SIGNATURE + 4, "IHDR")) {
            throw file.damaged("it does not start with IHDR");
        }
        long width = file.u32be(SIGNATURE + 8);
        long height = file.u32be(SIGNATURE + 12);
        int orientation = 1;
        boolean hasPixels = false;
        long at = SIGNATURE;
        while (true) {
            long length = file.u32be(at);
            String type = file.ascii(at + 4, 4);
            file.need(at + FRAME + length);
            if (type.equals("IEND")) {
                break;
            }
            hasPixels |= type.equals("IDAT");
            if (type.equals("eXIf")) {
                orientation = file.orientation(at + 8, length);
            }
            at += FRAME + length;
        }
        if (!hasPixels) {
            throw file.damaged("it has no picture");
        }
        return file.header(width, height, orientation);
    }
}
