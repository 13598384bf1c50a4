package dev.octet.bindings.opencv;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A copy of a picture to draw on. What lies outside the picture is not drawn. Owner: closing frees its pixels. For one
 * thread at a time.
 */
public final class Drawing implements AutoCloseable {

    private final Mat mat;
    private boolean closed;

    @MustBeClosed
    private Drawing(Mat mat) {
        this.mat = mat;
    }

    /** A drawing that begins as this picture, which stays as it is. */
    @MustBeClosed
    public static Drawing on(Picture picture) {
        return new Drawing(picture.matrix().clone());
    }

    /** Width, px. */
    public int width() {
        checkOpen();
        return mat.cols();
    }

    /** Height, px. */
    public int height() {
        checkOpen();
        return mat.rows();
    }

    /**
     * Draws the outline of a box; its line runs along the outermost pixels of the box, half to each side.
     *
     * @param stroke width of the line, px
     */
    public void outline(PixelBox box, Colour colour, int stroke) {
        if (stroke < 1) {
            throw new IllegalArgumentException("stroke is " + stroke + ", must be at least 1");
        }
        rectangle(box, colour, stroke);
    }

    /** Fills a box. */
    public void fill(PixelBox box, Colour colour) {
        rectangle(box, colour, opencv_imgproc.FILLED);
    }

    private void rectangle(PixelBox box, Colour colour, int thickness) {
        checkOpen();
        try (Point first = new Point(box.left(), box.top());
                Point last = new Point(box.right() - 1, box.bottom() - 1);
                Scalar bgr = bgr(colour)) {
            opencv_imgproc.rectangle(mat, first, last, bgr, thickness, opencv_imgproc.LINE_8, 0);
        } catch (RuntimeException e) {
            throw ImageFailure.failed("draw a box", e);
        }
    }

    /**
     * Draws text, see {@link TextStyle#drawable}.
     *
     * @param left px left of it
     * @param baseline the row that it stands on
     */
    public void text(String text, int left, int baseline, TextStyle style, Colour colour) {
        checkOpen();
        try (Point start = new Point(left, baseline);
                Scalar bgr = bgr(colour)) {
            opencv_imgproc.putText(
                    mat,
                    TextStyle.drawable(text),
                    start,
                    TextStyle.FONT,
                    style.scale(),
                    bgr,
                    style.stroke(),
                    opencv_imgproc.LINE_AA,
                    false);
        } catch (RuntimeException e) {
            throw ImageFailure.failed("draw text", e);
        }
    }

    private static Scalar bgr(Colour colour) {
        return new Scalar(colour.blue(), colour.green(), colour.red(), 0);
    }

    /** The drawing as the bytes of a file. JPEG with quality 95. */
    public byte[] encode(ImageFormat format) {
        checkOpen();
        return Picture.encode(mat, format);
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
            throw new IllegalStateException("Drawing is closed");
        }
    }
}
