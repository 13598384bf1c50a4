package dev.octet.bindings.opencv;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.charset.StandardCharsets;

/** A picture's bytes, read with bounds: whatever lies beyond the end makes the file a damaged one. */
final class FileBytes {

    private static final int UPRIGHT = 1;

    /** Of a longer block only the beginning is looked at, where its first directory is. */
    private static final int MAX_EXIF = 1 << 20;

    private final ImageFormat format;
    private final ByteSource bytes;

    FileBytes(ImageFormat format, ByteSource bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    long length() {
        return bytes.length();
    }

    int u8(long offset) {
        if (offset < 0 || offset >= bytes.length()) {
            throw truncated();
        }
        return bytes.at(offset) & 0xff;
    }

    /** Where a byte stands next, from an offset inside the file. */
    long next(int value, long from) {
        long at = bytes.next((byte) value, from);
        if (at >= bytes.length()) {
            throw truncated();
        }
        return at;
    }

    int u16be(long offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    int u16le(long offset) {
        return u8(offset + 1) << 8 | u8(offset);
    }

    int u24le(long offset) {
        return u8(offset + 2) << 16 | u16le(offset);
    }

    long u32be(long offset) {
        return (long) u16be(offset) << 16 | u16be(offset + 2);
    }

    long u32le(long offset) {
        return (long) u16le(offset + 2) << 16 | u16le(offset);
    }

    int s32le(long offset) {
        return (int) u32le(offset);
    }

    boolean isAscii(long offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (u8(offset + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String ascii(long offset, int length) {
        need(offset + length);
        return new String(bytes.range(offset, length), StandardCharsets.US_ASCII);
    }

    /** Checks that the file reaches to {@code end}. */
    void need(long end) {
        if (end > bytes.length()) {
            throw truncated();
        }
    }

    ImageHeader header(long width, long height, int orientation) {
        if (width <= 0 || height <= 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw ImageFailure.damaged("the " + format + " says that it is " + width + " x " + height + " px");
        }
        return new ImageHeader(format, (int) width, (int) height, orientation);
    }

    /** Orientation of a TIFF block inside the file; upright when it has none or cannot be read, as viewers do. */
    int orientation(long offset, long length) {
        need(offset + length);
        byte[] block = bytes.range(offset, (int) Math.min(length, MAX_EXIF));
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(block), metadata, 0);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return value == null || value < 1 || value > 8 ? UPRIGHT : value;
    }

    ToolkitException truncated() {
        return ImageFailure.damaged("the " + format + " is cut off after " + bytes.length() + " bytes");
    }

    ToolkitException damaged(String what) {
        return ImageFailure.damaged("the " + format + " is damaged: " + what);
    }
}
