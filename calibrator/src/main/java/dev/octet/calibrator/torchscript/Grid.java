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

    /**
     * The value of an integer of the ONNX graph.
     *
     * @param signed true when the graph has it as int8
     */
    double value(long integer, boolean signed) {
        return ((double) integer + (signed ? SIGNED : 0) - zeroPoint) * scale;
    }

    /** As two arguments of a call. */
    String arguments() {
        return Literal.of(scale) + ", " + zeroPoint;
    }
}
