package dev.octet.bindings.opencv;

/**
 * Walks the markers of a JPEG file (ITU-T T.81, annex B) from its start marker to its end marker. Bytes after the end
 * marker are allowed: cameras write previews there.
 */
final class JpegHeader {

    private static final int SOF0 = 0xc0;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int SOF15 = 0xcf;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final int EXIF_PREFIX = 6;

    private final FileBytes file;
    private final boolean whole;
    private int width;
    private int height;
    private int orientation = 1;

    private JpegHeader(FileBytes file, boolean whole) {
        this.file = file;
        this.whole = whole;
    }

    /**
     * Size and orientation.
     *
     * @param whole whether to go on to the end marker; else only to the first scan, before which both stand
     */
    static ImageHeader read(FileBytes file, boolean whole) {
        return new JpegHeader(file, whole).walk();
    }

    private ImageHeader walk() {
        long at = 2;
        boolean scanned = false;
        while (true) {
            if (file.u8(at) != 0xff) {
                throw file.damaged("no marker at byte " + at);
            }
            int marker = file.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == EOI) {
                break;
            }
            if (marker == 0x01 || (marker >= RST0 && marker <= SOI)) {
                at += 2;
                continue;
            }
            int length = file.u16be(at + 2);
            if (length < 2) {
                throw file.damaged("a segment of length " + length + " at byte " + at);
            }
            file.need(at + 2 + length);
            if (!scanned) {
                segment(marker, at + 4, length - 2);
            }
            at += 2 + length;
            if (marker == SOS) {
                scanned = true;
                if (!whole) {
                    break;
                }
                at = endOfScan(at);
            }
        }
        if (!scanned) {
            throw file.damaged("it has no picture");
        }
        return file.header(width, height, orientation);
    }

    private void segment(int marker, long at, int length) {
        boolean isFrame = marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
        if (isFrame && width == 0) {
            height = file.u16be(at + 1);
            width = file.u16be(at + 3);
        } else if (marker == APP1 && length > EXIF_PREFIX && file.isAscii(at, "Exif\0")) {
            orientation = file.orientation(at + EXIF_PREFIX, length - EXIF_PREFIX);
        }
    }

    /** The byte where the next marker stands that is neither a stuffed zero nor a restart. */
    private long endOfScan(long start) {
        long at = file.next(0xff, start);
        while (true) {
            int next = file.u8(at + 1);
            if (next != 0 && next != 0xff && (next < RST0 || next >= SOI)) {
                return at;
            }
            at = file.next(0xff, at + 1);
        }
    }
}
