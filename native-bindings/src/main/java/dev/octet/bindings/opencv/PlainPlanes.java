package dev.octet.bindings.opencv;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels as planes of floats in plain Java, into any buffer: what {@link NativePlanes} has to give. */
final class PlainPlanes {

    private PlainPlanes() {}

    /**
     * Writes the pixels of a picture.
     *
     * @param bgr {@code [pictureHeight, pictureWidth, 3] uint8}
     * @param chw the canvas; only the picture's part is written
     */
    static void write(Mat bgr, FloatBuffer chw, PixelLayout layout, Canvas canvas) {
        int width = canvas.pictureWidth();
        byte[] pixels = new byte[width * Canvas.PLANES];
        float[] values = new float[width];
        long step = bgr.step();
        try (BytePointer data = bgr.data()) {
            ByteBuffer rows = data.capacity(step * canvas.pictureHeight()).asByteBuffer();
            for (int y = 0; y < canvas.pictureHeight(); y++) {
                rows.get((int) (y * step), pixels, 0, pixels.length);
                for (int source = 0; source < Canvas.PLANES; source++) {
                    float[] ofLevel = layout.valuesOfSource(source);
                    for (int x = 0; x < width; x++) {
                        values[x] = ofLevel[pixels[Canvas.PLANES * x + source] & 0xff];
                    }
                    chw.put(canvas.start(layout.planeOfSource(source), y), values, 0, width);
                }
            }
        }
    }
}
