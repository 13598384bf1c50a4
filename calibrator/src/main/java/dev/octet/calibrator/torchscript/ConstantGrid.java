package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.QuantizedWeights;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Optional;

/**
 * The levels of a constant, one scale or one for each channel.
 *
 * @param type of its integers
 * @param shape of the constant
 * @param axis of the channels, or {@link QuantizedWeights#NO_AXIS}
 * @param scales of the channels
 * @param zeroPoints as many
 */
@SuppressWarnings("ArrayRecordComponent") // read once
record ConstantGrid(TensorType type, TensorShape shape, int axis, float[] scales, int[] zeroPoints) {

    /** The axis of QuantizeLinear and DequantizeLinear where none is given. */
    private static final long USUAL_AXIS = 1;

    static ConstantGrid of(Conversion conversion, Node node, TensorType stored, TensorShape shape) {
        if (node.attributes().integer("block_size", 0) != 0) {
            throw conversion.unsupported(node, "has a scale for each block of values");
        }
        float[] scales = Pairs.positive(
                conversion, node, Pairs.constant(conversion, node, 1, "scale").floats());
        Optional<Initializer> zero = conversion.has(node, 2)
                ? Optional.of(Pairs.constant(conversion, node, 2, "zero point"))
                : Optional.empty();
        long[] zeros = zero.map(Initializer::integers).orElse(new long[scales.length]);
        int[] zeroPoints = new int[scales.length];
        for (int i = 0; i < zeroPoints.length; i++) {
            zeroPoints[i] = Math.toIntExact(zeros[zeros.length == 1 ? 0 : i]);
        }
        long axis = node.attributes().integer("axis", USUAL_AXIS);
        int channels =
                scales.length == 1 ? QuantizedWeights.NO_AXIS : Math.toIntExact(axis < 0 ? axis + shape.rank() : axis);
        return new ConstantGrid(zero.map(Initializer::type).orElse(stored), shape, channels, scales, zeroPoints);
    }

    int min() {
        return type == TensorType.INT8 ? Byte.MIN_VALUE : 0;
    }

    int max() {
        return type == TensorType.INT8 ? Byte.MAX_VALUE : (1 << Byte.SIZE) - 1;
    }

    /** The channel of a value. */
    int channel(int index) {
        if (axis == QuantizedWeights.NO_AXIS) {
            return 0;
        }
        long inner = 1;
        for (int after = axis + 1; after < shape.rank(); after++) {
            inner *= shape.dimension(after);
        }
        return (int) (index / inner % scales.length);
    }

    boolean isEightBits() {
        return type == TensorType.INT8 || type == TensorType.UINT8;
    }

    QuantizedWeights weights(byte[] integers) {
        return new QuantizedWeights(integers, type == TensorType.INT8, shape.toArray(), scales, zeroPoints, axis);
    }
}
