package dev.octet.calibrator.tensors;

import java.nio.FloatBuffer;

/**
 * One float32 tensor in row-major order. A direct buffer in native byte order is used without a copy.
 *
 * @param shape sizes of every axis, all known
 * @param values exactly as many values as the shape has elements, from position 0
 */
public record FloatTensor(TensorShape shape, FloatBuffer values) {

    public FloatTensor {
        if (values.limit() != shape.elementCount()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " has " + shape.elementCount() + " elements, values has " + values.limit());
        }
    }

    /** A tensor over an array, which is not copied. */
    public static FloatTensor of(float[] values, long... shape) {
        return new FloatTensor(TensorShape.of(shape), FloatBuffer.wrap(values));
    }
}
