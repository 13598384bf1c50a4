package dev.octet.bindings.opencv;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The picture formats that are decoded. All others that OpenCV knows (JPEG 2000, TIFF, OpenEXR, HDR, PxM, Sun Raster)
 * are refused by their first bytes, because their decoders have a history of memory errors.
 */
public enum ImageFormat {
    /** Baseline or progressive JPEG. */
    JPEG,
    /** PNG of any bit depth. */
    PNG,
    /** Windows bitmap. */
    BMP,
    /** WebP, lossy or lossless; of an animation the first frame. */
    WEBP;

    /** Bytes from the start of a file that are enough to tell its format. */
    public static final int MAGIC_BYTES = 12;

    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** The format by the first {@link #MAGIC_BYTES} bytes; empty when it is none of these. */
    public static Optional<ImageFormat> of(byte[] start) {
        if (start.length >= 3 && start[0] == (byte) 0xff && start[1] == (byte) 0xd8 && start[2] == (byte) 0xff) {
            return Optional.of(JPEG);
        }
        if (startsWith(start, 0, PNG_MAGIC)) {
            return Optional.of(PNG);
        }
        if (startsWith(start, 0, ascii("RIFF")) && startsWith(start, 8, ascii("WEBP"))) {
            return Optional.of(WEBP);
        }
        if (startsWith(start, 0, ascii("BM"))) {
            return Optional.of(BMP);
        }
        return Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] magic) {
        if (bytes.length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[offset + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
