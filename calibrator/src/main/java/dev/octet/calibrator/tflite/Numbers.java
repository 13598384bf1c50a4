package dev.octet.calibrator.tflite;

import dev.octet.calibrator.scheme.QuantizationParameters;
import org.tensorflow.lite.schema.TensorType;

/**
 * What the numbers of an activation are in memory.
 *
 * @param type of {@link TensorType}: FLOAT32, INT8 or INT16
 * @param scale width of a step; 0 for floats
 * @param zeroPoint the integer that stands for 0
 */
record Numbers(byte type, float scale, int zeroPoint) {

    static final Numbers FLOAT = new Numbers(TensorType.FLOAT32, 0, 0);

    /** What LOGISTIC and SOFTMAX make (LiteRT's 8-bit quantization specification): [0, 1) in 256 steps. */
    static final Numbers PROBABILITY = new Numbers(TensorType.INT8, 1 / 256f, -128);

    /** What LOGISTIC and SOFTMAX make in 16 bits. */
    static final Numbers WIDE_PROBABILITY = new Numbers(TensorType.INT16, 1 / 32768f, 0);

    private static final int WIDEST = 32767;

    /** More than the distance of any int8 from its zero point. */
    private static final int FINER = 128;

    static Numbers of(QuantizationParameters parameters) {
        return new Numbers(TensorType.INT8, parameters.scale(), parameters.zeroPoint());
    }

    /** 16 bits, symmetric. */
    static Numbers wide(float absoluteMaximum) {
        float scale = absoluteMaximum > 0 ? Math.max(Float.MIN_NORMAL, absoluteMaximum / WIDEST) : 1f / WIDEST;
        return new Numbers(TensorType.INT16, scale, 0);
    }

    /** 16 bits that hold each value of these 8 bits exactly. */
    Numbers widened() {
        return new Numbers(TensorType.INT16, scale / FINER, 0);
    }

    boolean isFloat() {
        return type == TensorType.FLOAT32;
    }

    boolean isWide() {
        return type == TensorType.INT16;
    }

    int lowest() {
        return isWide() ? Short.MIN_VALUE : Byte.MIN_VALUE;
    }

    int highest() {
        return isWide() ? Short.MAX_VALUE : Byte.MAX_VALUE;
    }

    /** The integer of a value: rounded half to even, clamped. */
    int quantize(float value) {
        long rounded = (long) Math.rint((double) value / scale) + zeroPoint;
        return (int) Math.max(lowest(), Math.min(highest(), rounded));
    }

    /** What names of converted tensors end in. */
    String text() {
        return isFloat() ? "float" : isWide() ? "int16" : "int8";
    }
}
