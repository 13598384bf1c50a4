package dev.octet.bindings.opencv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors are the same bits whichever way they are written: by OpenCV into native memory, in plain Java into any other. */
class NativePlanesTest {

    private static final int WIDTH = 37;
    private static final int HEIGHT = 19;

    @ParameterizedTest
    @CsvSource({
        // colour, pad, scale, mean, std, canvas width, canvas height, left, top
        "RGB, 114, 0.00392156862745098, 0, 1, 64, 40, 13, 10", // a YOLO
        "BGR, 114, 1, 0, 1, 37, 64, 0, 0", // levels, as YOLOX takes them
        "RGB, 0, 0.00392156862745098, 0.45, 0.22, 50, 19, 13, 0",
        "BGR, 255, -3.5, 7, 1000, 37, 19, 0, 0",
    })
    void native_memory_gets_what_plain_java_gives(
            ColourOrder colour,
            int pad,
            double scale,
            double mean,
            double std,
            int width,
            int height,
            int left,
            int top) {
        PixelLayout layout =
                PixelLayout.of(colour, pad, scale, List.of(mean, mean / 2, 0.0), List.of(std, 2 * std, 3 * std));
        FloatBuffer direct = ByteBuffer.allocateDirect(3 * width * height * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        FloatBuffer onHeap = FloatBuffer.allocate(3 * width * height);
        FloatBuffer swapped = ByteBuffer.allocateDirect(3 * width * height * Float.BYTES)
                .order(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .asFloatBuffer();
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        new Random(5).nextBytes(bgr);
        assertThat(NativePlanes.canWrite(direct)).isTrue();
        assertThat(NativePlanes.canWrite(onHeap)).isFalse();
        assertThat(NativePlanes.canWrite(swapped)).isFalse();
        try (Picture picture = Picture.of(bgr, WIDTH, HEIGHT)) {
            for (FloatBuffer chw : List.of(direct, onHeap, swapped)) {
                picture.copyTo(chw, layout, width, height, left, top);
            }
        }
        int inPicture = (top + 3) * width + left + 5;
        assertThat(onHeap.get(inPicture))
                .isEqualTo(layout.value(0, bgr[3 * (3 * WIDTH + 5) + colour.sourceOf(0)] & 0xff));
        assertThat(bits(direct)).isEqualTo(bits(onHeap));
        assertThat(bits(swapped)).isEqualTo(bits(onHeap));
    }

    private static int[] bits(FloatBuffer values) {
        int[] bits = new int[values.capacity()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values.get(i));
        }
        return bits;
    }
}
