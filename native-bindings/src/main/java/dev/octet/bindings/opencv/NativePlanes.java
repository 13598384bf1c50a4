package dev.octet.bindings.opencv;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Pixels as planes of floats by OpenCV, written where they belong: channels are split, and their levels looked up in the
 * table of {@link PixelLayout}, so every value is that of {@link PlainPlanes} to the bit. Half its time.
 */
final class NativePlanes {

    private NativePlanes() {}

    /** Whether this memory can be written. */
    static boolean canWrite(FloatBuffer chw) {
        return chw.isDirect() && !chw.isReadOnly() && chw.order() == ByteOrder.nativeOrder();
    }

    /**
     * Writes the pixels of a picture.
     *
     * @param bgr {@code [pictureHeight, pictureWidth, 3] uint8}
     * @param chw the canvas, from position 0; only the picture's part is written
     */
    static void write(Mat bgr, FloatBuffer chw, PixelLayout layout, Canvas canvas) {
        long step = (long) canvas.width() * Float.BYTES;
        try (FloatPointer memory = new FloatPointer(chw);
                MatVector channels = new MatVector()) {
            opencv_core.split(bgr, channels);
            for (int source = 0; source < Canvas.PLANES; source++) {
                int start = canvas.start(layout.planeOfSource(source), 0);
                try (Mat levels = channels.get(source);
                        FloatPointer first = memory.getPointer(start);
                        Mat plane = new Mat(
                                canvas.pictureHeight(), canvas.pictureWidth(), opencv_core.CV_32FC1, first, step)) {
                    lookUp(levels, layout.valuesOfSource(source), plane);
                }
            }
        } catch (RuntimeException e) {
            throw ImageFailure.failed("write the picture as a tensor", e);
        }
    }

    private static void lookUp(Mat levels, float[] values, Mat plane) {
        if (areLevels(values)) {
            levels.convertTo(plane, opencv_core.CV_32FC1);
            return;
        }
        try (FloatPointer table = new FloatPointer(values);
                Mat row = new Mat(1, values.length, opencv_core.CV_32FC1, table)) {
            opencv_core.LUT(levels, row, plane);
        }
    }

    /** Whether values are the levels themselves; a conversion is faster than a table then. */
    private static boolean areLevels(float[] values) {
        for (int level = 0; level < values.length; level++) {
            if (values[level] != level) {
                return false;
            }
        }
        return true;
    }
}
