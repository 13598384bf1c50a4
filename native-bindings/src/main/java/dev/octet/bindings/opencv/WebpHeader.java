package dev.octet.bindings.opencv;

/** Walks the chunks of a WebP file (RFC 9649). */
final class WebpHeader {

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int EXIF_PREFIX = 6;

    private final FileBytes file;
    private long width;
    private long height;
    private int orientation = 1;

    private WebpHeader(FileBytes file) {
        this.file = file;
    }

    static ImageHeader read(FileBytes file) {
        return new WebpHeader(file).walk();
    }

    private ImageHeader walk() {
        long end = CHUNK_HEADER + file.u32le(4);
        file.need(end);
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= end) {
            String type = file.ascii(at, 4);
            long length = file.u32le(at + 4);
            file.need(at + CHUNK_HEADER + length);
            chunk(type, at + CHUNK_HEADER, length);
            at += CHUNK_HEADER + length + (length & 1);
        }
        if (width == 0) {
            throw file.damaged("it has no picture");
        }
        return file.header(width, height, orientation);
    }

    private void chunk(String type, long at, long length) {
        switch (type) {
            case "VP8X" -> size(file.u24le(at + 4) + 1L, file.u24le(at + 7) + 1L);
            case "VP8 " -> size(file.u16le(at + 6) & 0x3fff, file.u16le(at + 8) & 0x3fff);
            case "VP8L" -> {
                long bits = file.u32le(at + 1);
                size((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            }
            case "EXIF" -> {
                boolean prefixed = length > EXIF_PREFIX && file.isAscii(at, "Exif\0");
                int skip = prefixed ? EXIF_PREFIX : 0;
                orientation = file.orientation(at + skip, length - skip);
            }
            default -> {}
        }
    }

    /** The first chunk that tells the size is the canvas. */
    private void size(long canvasWidth, long canvasHeight) {
        if (width == 0) {
            width = canvasWidth;
            height = canvasHeight;
        }
    }
}
