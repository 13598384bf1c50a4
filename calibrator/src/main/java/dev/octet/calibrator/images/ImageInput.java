package dev.octet.calibrator.images;

import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * How a model takes its image, beside what a {@link Letterbox} says: under which name, in which order of axes, as floats
 * or as bytes.
 *
 * @param name of the input
 * @param axes order of its axes
 * @param asBytes true for uint8: levels from 0 to 255
 */
public record ImageInput(String name, Axes axes, boolean asBytes) {

    private static final int PLANES = 3;

    public ImageInput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(axes, "axes");
    }

    /** The usual input: float32 planes. */
    public static ImageInput planes(String name) {
        return new ImageInput(name, Axes.CHANNELS_FIRST, false);
    }

    /** True when the planes of a letterboxed picture are what the model takes, without a copy. */
    public boolean isPlanes() {
        return axes == Axes.CHANNELS_FIRST && !asBytes;
    }

    /** Sizes of the input for one image. */
    public TensorShape shape(int width, int height) {
        return axes == Axes.CHANNELS_FIRST
                ? TensorShape.of(1, PLANES, height, width)
                : TensorShape.of(1, height, width, PLANES);
    }

    /**
     * One image as the model takes it.
     *
     * @param chw {@code [3, height, width]}, from position 0
     * @param into where the values go, of the same size
     */
    public FloatTensor tensor(FloatBuffer chw, int width, int height, FloatBuffer into) {
        if (axes == Axes.CHANNELS_FIRST) {
            into.put(0, chw, 0, into.capacity());
        } else {
            int plane = width * height;
            for (int pixel = 0; pixel < plane; pixel++) {
                for (int c = 0; c < PLANES; c++) {
                    into.put(PLANES * pixel + c, chw.get(c * plane + pixel));
                }
            }
        }
        return new FloatTensor(shape(width, height), into, asBytes);
    }
}
