package dev.octet.runner;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Photos of one brightness, made for the tests. */
public final class TestPhotos {

    private TestPhotos() {}

    /** A photo of this size and brightness, 0 to 255. */
    public static byte[] plain(int width, int height, int level, ImageFormat format) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) level);
        try (Picture picture = Picture.of(bgr, width, height)) {
            return picture.encode(format);
        }
    }

    /** The same in a file. */
    public static Path write(Path file, int width, int height, int level, ImageFormat format) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, plain(width, height, level, format));
    }

    /** A white JPEG with one channel only. */
    public static byte[] grey(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, -1);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    /** The JPEG with an EXIF block that says only its orientation. */
    public static byte[] turned(byte[] jpeg, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26);
        tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + 6 + tiff.capacity())});
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(tiff.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
