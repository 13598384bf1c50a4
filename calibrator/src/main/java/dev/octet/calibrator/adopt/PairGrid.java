package dev.octet.calibrator.adopt;

import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The integers of one QuantizeLinear or DequantizeLinear: {@code x = (q - zero point) * scale} (ONNX specification of
 * DequantizeLinear).
 *
 * @param type of the integers
 * @param axis the axis of its channels, or {@value #NO_AXIS} for one scale
 * @param scales one for each channel, finite and positive
 * @param zeroPoints as many
 */
record PairGrid(TensorType type, int axis, List<Float> scales, List<Integer> zeroPoints) {

    static final int NO_AXIS = -1;

    PairGrid {
        scales = List.copyOf(scales);
        zeroPoints = List.copyOf(zeroPoints);
        if (scales.isEmpty() || scales.size() != zeroPoints.size()) {
            throw new IllegalArgumentException(scales.size() + " scales, " + zeroPoints.size() + " zero points");
        }
    }

    boolean isPerTensor() {
        return axis == NO_AXIS;
    }

    /** True when every zero point is the integer in the middle of a signed type. */
    boolean isSymmetric() {
        return type == TensorType.INT8 && zeroPoints.stream().allMatch(zero -> zero == 0);
    }

    /** Lowest integer of the type. */
    int min() {
        return switch (type) {
            case INT8 -> Byte.MIN_VALUE;
            case INT16 -> Short.MIN_VALUE;
            case INT32 -> Integer.MIN_VALUE;
            default -> 0;
        };
    }

    /** Highest integer of the type. */
    int max() {
        return switch (type) {
            case INT8 -> Byte.MAX_VALUE;
            case UINT8 -> (1 << Byte.SIZE) - 1;
            case INT16 -> Short.MAX_VALUE;
            case UINT16 -> (1 << Short.SIZE) - 1;
            default -> Integer.MAX_VALUE;
        };
    }

    /** The integer of a value of this channel, halves to even. */
    int quantize(float value, int channel) {
        double rounded = Math.rint((double) (value / scales.get(channel))) + zeroPoints.get(channel);
        return (int) Math.max(min(), Math.min(max(), rounded));
    }

    /** The value of an integer of this channel. */
    float dequantize(long integer, int channel) {
        return (integer - zeroPoints.get(channel)) * scales.get(channel);
    }

    /** From the lowest to the highest value of the grid; of one scale. */
    ActivationRange range() {
        return new ActivationRange(dequantize(min(), 0), dequantize(max(), 0));
    }

    /** The same grid in one of our formats, if it is one: eight bits and one scale. */
    Optional<QuantizationParameters> parameters() {
        if (!isPerTensor() || (type != TensorType.INT8 && type != TensorType.UINT8)) {
            return Optional.empty();
        }
        IntegerFormat format = type == TensorType.INT8 ? IntegerFormat.INT8 : IntegerFormat.UINT8;
        return Optional.of(new QuantizationParameters(scales.get(0), zeroPoints.get(0), format));
    }

    /** In words, for messages. */
    String text() {
        String name = type.name().toLowerCase(Locale.ROOT);
        if (!isPerTensor()) {
            return name + " with " + scales.size() + " scales on axis " + axis;
        }
        return name + " with scale " + scales.get(0) + " and zero point "
                + zeroPoints.stream().map(String::valueOf).collect(Collectors.joining());
    }
}
