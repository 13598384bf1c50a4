package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.TensorType;

/**
 * The levels of an activation in uint8: {@code x = (q - zero point) * scale}. Levels of int8 are the same with a zero point
 * that is 128 higher, and libtorch's layers read uint8.
 *
 * @param scale positive
 * @param zeroPoint 0 to 255
 */
record Grid(float scale, int zeroPoint) {

    private static final int SIGNED = 128;

    static Grid of(float scale, long zeroPoint, TensorType type) {
        return new Grid(scale, Math.toIntExact(zeroPoint) + (type == TensorType.INT8 ? SIGNED : 0));
    }

    /** As two arguments of a call. */
    String arguments() {
        return Literal.of(scale) + ", " + zeroPoint;
    }
}
