package dev.octet.bindings.opencv;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A decoded picture, {@code [H, W, 3] uint8, BGR}. Owner: closing frees its pixels. For one thread at a time. */
public final class Picture implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final Mat mat;
    private final int width;
    private final int height;
    private boolean closed;

    @MustBeClosed
    private Picture(Mat mat) {
        this.mat = mat;
        this.width = mat.cols();
        this.height = mat.rows();
    }

    /**
     * Decodes a picture, whatever its colours, to 8-bit BGR; transparency is dropped. The header is checked first, so a
     * file that is too large, of another format or cut off costs nothing.
     *
     * @throws ToolkitException {@code BAD_INPUT}, whose message is the reason, when it cannot be decoded
     */
    @MustBeClosed
    public static Picture decode(byte[] bytes, DecodeLimits limits, Orientation policy) {
        limits.checkBytes(bytes.length);
        ImageHeader header = ImageHeader.read(bytes);
        limits.checkPixels(header);
        OpenCv.library().verifyAvailable();
        Mat decoded = decode(bytes, header);
        return new Picture(policy == Orientation.UPRIGHT ? upright(decoded, header.orientation()) : decoded);
    }

    /**
     * A picture from raw pixels.
     *
     * @param bgr rows from the top, pixels from the left, three bytes each; copied
     * @param width px
     * @param height px
     */
    @MustBeClosed
    public static Picture of(byte[] bgr, int width, int height) {
        if (width <= 0 || height <= 0 || bgr.length != (long) width * height * CHANNELS) {
            throw new IllegalArgumentException("bgr has " + bgr.length + " bytes, a picture of " + width + " x "
                    + height + " has 3 for each pixel");
        }
        OpenCv.library().verifyAvailable();
        Mat mat = new Mat(height, width, opencv_core.CV_8UC3);
        try (BytePointer data = mat.data()) {
            data.put(bgr, 0, bgr.length);
        }
        return new Picture(mat);
    }

    private static Mat decode(byte[] bytes, ImageHeader header) {
        int flags = opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
        Mat decoded;
        try (BytePointer data = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, data)) {
            decoded = opencv_imgcodecs.imdecode(encoded, flags);
        } catch (RuntimeException e) {
            throw ImageFailure.damaged("the " + header.format() + " cannot be decoded: " + e.getMessage(), e);
        }
        if (decoded.cols() != header.width() || decoded.rows() != header.height()) {
            String reason = decoded.empty()
                    ? "the " + header.format() + " cannot be decoded"
                    : "the " + header.format() + " says " + header.width() + " x " + header.height() + " px but has "
                            + decoded.cols() + " x " + decoded.rows();
            decoded.close();
            throw ImageFailure.damaged(reason);
        }
        return decoded;
    }

    /** Turns a picture by its EXIF orientation (EXIF 2.32, tag 0x0112); takes over the matrix. */
    private static Mat upright(Mat stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        Mat turned = new Mat();
        try {
            switch (orientation) {
                case 2 -> opencv_core.flip(stored, turned, 1);
                case 3 -> opencv_core.rotate(stored, turned, opencv_core.ROTATE_180);
                case 4 -> opencv_core.flip(stored, turned, 0);
                case 5 -> opencv_core.transpose(stored, turned);
                case 6 -> opencv_core.rotate(stored, turned, opencv_core.ROTATE_90_CLOCKWISE);
                case 7 -> {
                    opencv_core.transpose(stored, turned);
                    opencv_core.rotate(turned, turned, opencv_core.ROTATE_180);
                }
                case 8 -> opencv_core.rotate(stored, turned, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
                default -> throw new IllegalStateException("orientation " + orientation);
            }
            return turned;
        } catch (RuntimeException e) {
            turned.close();
            throw ImageFailure.failed("turn the picture", e);
        } finally {
            stored.close();
        }
    }

    /** Width, px. */
    public int width() {
        checkOpen();
        return width;
    }

    /** Height, px. */
    public int height() {
        checkOpen();
        return height;
    }

    /** A resized copy; this picture stays as it is. */
    @MustBeClosed
    public Picture resized(int newWidth, int newHeight, Interpolation interpolation) {
        checkOpen();
        if (newWidth <= 0 || newHeight <= 0) {
            throw new IllegalArgumentException(
                    "newWidth " + newWidth + " and newHeight " + newHeight + " must both be positive");
        }
        Mat result = new Mat();
        try (Size size = new Size(newWidth, newHeight)) {
            opencv_imgproc.resize(mat, result, size, 0, 0, interpolation.code());
        } catch (RuntimeException e) {
            result.close();
            throw ImageFailure.failed("resize the picture", e);
        }
        return new Picture(result);
    }

    /**
     * Lays the picture on a canvas and writes the canvas as a tensor.
     *
     * @param chw {@code [3, canvasHeight, canvasWidth] float32}, written from position 0; its position is not changed
     * @param layout what the values are
     * @param canvasWidth px
     * @param canvasHeight px
     * @param left canvas px left of the picture
     * @param top canvas px above the picture
     * @throws IllegalArgumentException when the picture does not lie inside the canvas, or the buffer is too small
     */
    public void copyTo(FloatBuffer chw, PixelLayout layout, int canvasWidth, int canvasHeight, int left, int top) {
        checkOpen();
        Canvas canvas = new Canvas(canvasWidth, canvasHeight, left, top, width, height);
        canvas.requireRoom(chw);
        FloatBuffer target = chw.duplicate();
        target.clear();
        canvas.pad(target, layout);
        if (NativePlanes.canWrite(target)) {
            NativePlanes.write(mat, target, layout, canvas);
        } else {
            PlainPlanes.write(mat, target, layout, canvas);
        }
    }

    /** The picture as the bytes of a file. JPEG with quality 95. */
    public byte[] encode(ImageFormat format) {
        return encode(matrix(), format);
    }

    static byte[] encode(Mat pixels, ImageFormat format) {
        String extension = switch (format) {
            case JPEG -> ".jpg";
            case PNG -> ".png";
            case BMP -> ".bmp";
            case WEBP -> ".webp";
        };
        try (BytePointer result = new BytePointer()) {
            if (!opencv_imgcodecs.imencode(extension, pixels, result)) {
                throw new IllegalStateException("OpenCV cannot write " + format);
            }
            byte[] bytes = new byte[(int) result.limit()];
            result.get(bytes);
            return bytes;
        }
    }

    /** The pixels; a view that must not outlive this picture. */
    Mat matrix() {
        checkOpen();
        return mat;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            mat.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("Picture is closed");
        }
    }
}
