package dev.octet.bindings.libtorch;

import java.util.Arrays;

/**
 * A constant in 8-bit integers: {@code x = (q - zero point) * scale}.
 *
 * @param integers row-major
 * @param signed true for int8, false for uint8
 * @param shape sizes of the axes
 * @param scales one, or one for each place of the axis
 * @param zeroPoints as many
 * @param axis of the channels; {@value #NO_AXIS} for one scale
 */
@SuppressWarnings("ArrayRecordComponent") // weights, copied once
public record QuantizedWeights(
        byte[] integers, boolean signed, long[] shape, float[] scales, int[] zeroPoints, int axis) {

    /** One scale for all values. */
    public static final int NO_AXIS = -1;

    public QuantizedWeights {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        long channels = axis == NO_AXIS ? 1 : shape[axis];
        if (count != integers.length || channels != scales.length || channels != zeroPoints.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " with axis " + axis + " does not fit "
                            + integers.length + " integers, " + scales.length + " scales and " + zeroPoints.length
                            + " zero points");
        }
        integers = integers.clone();
        shape = shape.clone();
        scales = scales.clone();
        zeroPoints = zeroPoints.clone();
    }

    /** True when they are int8 around 0, as integer convolutions want their weights. */
    public boolean isSymmetric() {
        return signed && Arrays.stream(zeroPoints).allMatch(zero -> zero == 0);
    }
}
