package dev.octet.bindings.opencv;

import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a picture's file says about it before any pixel is decoded.
 *
 * @param format its format
 * @param width width as stored, px
 * @param height height as stored, px
 * @param orientation EXIF orientation, 1 (upright) to 8; 1 when the file says nothing
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation) {

    public ImageHeader {
        Objects.requireNonNull(format, "format");
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("width " + width + " and height " + height + " must both be positive");
        }
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("orientation is " + orientation + ", must be 1 to 8");
        }
    }

    /**
     * Reads the header and checks that the file is whole: every part that it announces is there, up to its end marker.
     * Decodes nothing.
     *
     * @throws ToolkitException {@code BAD_INPUT}, whose message is the reason, when the file is empty, of another
     *     format, or damaged
     */
    public static ImageHeader read(byte[] bytes) {
        return read(ByteSource.of(bytes), true);
    }

    /**
     * Reads of a file only what tells size and orientation, some kilobytes of a photo however large it is. A JPEG is looked
     * at up to where its pixels begin; of the other formats every part is found, none but the header read.
     *
     * @throws IOException when the file cannot be read
     * @throws ToolkitException {@code BAD_INPUT}, whose message is the reason, when the file is empty, of another
     *     format, or damaged so that this shows
     */
    public static ImageHeader peek(Path path) throws IOException {
        try (FileWindow file = FileWindow.of(path)) {
            return read(file, false);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static ImageHeader read(ByteSource bytes, boolean whole) {
        if (bytes.length() == 0) {
            throw ImageFailure.damaged("the file is empty");
        }
        ImageFormat format = ImageFormat.of(bytes.range(0, (int) Math.min(ImageFormat.MAGIC_BYTES, bytes.length())))
                .orElseThrow(() -> ImageFailure.damaged("it is not a JPEG, PNG, BMP or WebP image"));
        FileBytes file = new FileBytes(format, bytes);
        return switch (format) {
            case JPEG -> JpegHeader.read(file, whole);
            case PNG -> PngHeader.read(file);
            case BMP -> BmpHeader.read(file);
            case WEBP -> WebpHeader.read(file);
        };
    }

    /** Pixels of the picture. */
    public long pixels() {
        return (long) width * height;
    }
}
