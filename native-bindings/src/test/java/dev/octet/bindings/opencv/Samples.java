package dev.octet.bindings.opencv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Pictures made for the tests. */
final class Samples {

    private Samples() {}

    /** A 24 x 16 picture whose four quarters have four colours, so that every turn of it looks different. */
    static byte[] quarters() {
        int width = 24;
        int height = 16;
        byte[] bgr = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                bgr[at] = (byte) (x < width / 2 ? 40 : 200);
                bgr[at + 1] = (byte) (y < height / 2 ? 60 : 220);
                bgr[at + 2] = 100;
            }
        }
        return bgr;
    }

    static byte[] encoded(ImageFormat format) {
        try (Picture picture = Picture.of(quarters(), 24, 16)) {
            return picture.encode(format);
        }
    }

    /** The JPEG with an EXIF block that says only its orientation. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] tiff = tiff(orientation);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + 6 + tiff.length)});
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(tiff);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** The PNG with such a block between its pixels and its end. */
    static byte[] withOrientationAtTheEnd(byte[] png, int orientation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, png.length - 12);
        chunk(out, "eXIf", tiff(orientation));
        out.write(png, png.length - 12, 12);
        return out.toByteArray();
    }

    private static byte[] tiff(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26);
        tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
        return tiff.array();
    }

    /** A whole PNG of a few bytes that claims any size. */
    static byte[] pngClaiming(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", new byte[20]);
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(name);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
