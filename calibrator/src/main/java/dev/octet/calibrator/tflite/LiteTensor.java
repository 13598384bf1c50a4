package dev.octet.calibrator.tflite;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tensor of the file. Its arrays are shared, not copied, and must not be changed. */
final class LiteTensor {

    private final String name;
    private final int[] shape;
    private final byte type;
    private final float[] scales;
    private final int channelAxis;
    private final long zeroPoint;
    private final byte @Nullable [] data;

    private LiteTensor(
            String name,
            int[] shape,
            byte type,
            float[] scales,
            int channelAxis,
            long zeroPoint,
            byte @Nullable [] data) {
        this.name = Objects.requireNonNull(name, "name");
        this.shape = shape;
        this.type = type;
        this.scales = scales;
        this.channelAxis = channelAxis;
        this.zeroPoint = zeroPoint;
        this.data = data;
    }

    /** What an operator makes. */
    static LiteTensor activation(String name, int[] shape, Numbers numbers) {
        return quantized(name, shape, numbers, null);
    }

    /** Integers of one scale, or floats; little-endian when they are constant. */
    static LiteTensor quantized(String name, int[] shape, Numbers numbers, byte @Nullable [] data) {
        float[] scales = numbers.isFloat() ? new float[0] : new float[] {numbers.scale()};
        return new LiteTensor(name, shape, numbers.type(), scales, 0, numbers.zeroPoint(), data);
    }

    /** Constant integers with a scale for each channel and zero point 0. */
    static LiteTensor ofChannels(String name, int[] shape, byte type, float[] scales, int channelAxis, byte[] data) {
        return new LiteTensor(name, shape, type, scales, channelAxis, 0, data);
    }

    /** Constant numbers that stand for themselves. */
    static LiteTensor constant(String name, int[] shape, byte type, byte[] data) {
        return new LiteTensor(name, shape, type, new float[0], 0, 0, data);
    }

    LiteTensor renamed(String other) {
        return new LiteTensor(other, shape, type, scales, channelAxis, zeroPoint, data);
    }

    String name() {
        return name;
    }

    /** Sizes as stored. */
    int[] shape() {
        return shape;
    }

    /** Of {@link org.tensorflow.lite.schema.TensorType}. */
    byte type() {
        return type;
    }

    /** None, one, or one a channel. */
    float[] scales() {
        return scales;
    }

    /** As many as there are scales. */
    long[] zeroPoints() {
        long[] zeroPoints = new long[scales.length];
        java.util.Arrays.fill(zeroPoints, zeroPoint);
        return zeroPoints;
    }

    /** The stored axis of the channels. */
    int channelAxis() {
        return channelAxis;
    }

    /** The bytes of a constant; nothing of what an operator makes. */
    byte @Nullable [] data() {
        return data;
    }
}
