package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.opencv.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The canvas of a photo as the official code makes it, written line by line after that code; the pixels are those of
 * OpenCV's own resize. Of Octet it uses the decoder and the call of that resize only.
 *
 * @param bgr {@code [height, width, 3] uint8}, blue first
 */
record OfficialLetterbox(int width, int height, byte[] bgr) {

    private static final byte PADDING = 114;
    private static final int CHANNELS = 3;

    /** utils/datasets.py of YOLOv7: letterbox with auto=False. */
    static OfficialLetterbox yolo(Path file, int width, int height) throws IOException {
        try (Picture image = read(file)) {
            return letterbox(image, width, height, true);
        }
    }

    /** utils/datasets.py of YOLOv7: load_image with this size, then letterbox with auto=False and scaleup=False. */
    static OfficialLetterbox yoloTwice(Path file, int imgSize, int width, int height) throws IOException {
        try (Picture image = read(file)) {
            double r = (double) imgSize / Math.max(image.height(), image.width());
            if (r == 1) {
                return letterbox(image, width, height, false);
            }
            Interpolation interpolation = r < 1 ? Interpolation.AREA : Interpolation.LINEAR;
            try (Picture loaded = image.resized((int) (image.width() * r), (int) (image.height() * r), interpolation)) {
                return letterbox(loaded, width, height, false);
            }
        }
    }

    /** yolox/data/data_augment.py of YOLOX: preproc. */
    static OfficialLetterbox yolox(Path file, int width, int height) throws IOException {
        try (Picture image = read(file)) {
            double r = Math.min((double) height / image.height(), (double) width / image.width());
            return bordered(image, (int) (image.width() * r), (int) (image.height() * r), 0, 0, width, height);
        }
    }

    private static OfficialLetterbox letterbox(Picture image, int width, int height, boolean scaleUp) {
        double r = Math.min((double) height / image.height(), (double) width / image.width());
        if (!scaleUp) {
            r = Math.min(r, 1.0);
        }
        int unpaddedWidth = (int) Math.rint(image.width() * r);
        int unpaddedHeight = (int) Math.rint(image.height() * r);
        double dw = (width - unpaddedWidth) / 2.0;
        double dh = (height - unpaddedHeight) / 2.0;
        int left = (int) Math.rint(dw - 0.1);
        int right = (int) Math.rint(dw + 0.1);
        int top = (int) Math.rint(dh - 0.1);
        int bottom = (int) Math.rint(dh + 0.1);
        return bordered(
                image,
                unpaddedWidth,
                unpaddedHeight,
                left,
                top,
                left + unpaddedWidth + right,
                top + unpaddedHeight + bottom);
    }

    /** The photo resized and with a border. */
    private static OfficialLetterbox bordered(
            Picture image, int newWidth, int newHeight, int left, int top, int width, int height) {
        byte[] pixels;
        if (newWidth == image.width() && newHeight == image.height()) {
            pixels = pixels(image);
        } else {
            try (Picture resized = image.resized(newWidth, newHeight, Interpolation.LINEAR)) {
                pixels = pixels(resized);
            }
        }
        byte[] canvas = new byte[CHANNELS * width * height];
        Arrays.fill(canvas, PADDING);
        int row = CHANNELS * newWidth;
        for (int y = 0; y < newHeight; y++) {
            System.arraycopy(pixels, y * row, canvas, CHANNELS * ((top + y) * width + left), row);
        }
        return new OfficialLetterbox(width, height, canvas);
    }

    /** By way of a bitmap file, whose rows stand from the bottom to the top and fill whole words. */
    private static byte[] pixels(Picture picture) {
        byte[] bitmap = picture.encode(ImageFormat.BMP);
        int start = ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
        int row = CHANNELS * picture.width();
        int step = (row + 3) / 4 * 4;
        byte[] pixels = new byte[row * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(bitmap, start + (picture.height() - 1 - y) * step, pixels, y * row, row);
        }
        return pixels;
    }

    @MustBeClosed
    private static Picture read(Path file) throws IOException {
        return Picture.decode(Files.readAllBytes(file), DecodeLimits.defaults(), Orientation.UPRIGHT);
    }
}
