package dev.octet.calibrator.tensors;

import java.nio.FloatBuffer;

/**
 * One tensor in row-major order. A direct buffer in native byte order is used without a copy.
 *
 * @param shape sizes of every axis, all known
 * @param values exactly as many values as the shape has elements, from position 0
 * @param asBytes true for an input that the model takes as uint8: the values are whole numbers from 0 to 255
 */
public record FloatTensor(TensorShape shape, FloatBuffer values, boolean asBytes) {

    public FloatTensor {
        if (values.limit() != shape.elementCount()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " has " + shape.elementCount() + " elements, values has " + values.limit());
        }
    }

    /** A float32 tensor. */
    public FloatTensor(TensorShape shape, FloatBuffer values) {
        this(shape, values, false);
    }

    /** A tensor over an array, which is not copied. */
    public static FloatTensor of(float[] values, long... shape) {
        return new FloatTensor(TensorShape.of(shape), FloatBuffer.wrap(values));
    }
}
