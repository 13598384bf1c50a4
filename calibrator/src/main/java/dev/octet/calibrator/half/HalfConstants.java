package dev.octet.calibrator.half;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.scheme.HalfPrecision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Constants in half precision, and which of them would lose what they are there for. */
final class HalfConstants {

    private static final float LARGEST = 65504;
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    /** Where a smaller number becomes zero; the half of the smallest subnormal, a tie that goes to even. */
    private static final float BECOMES_ZERO = 0x1p-25f;

    /** Half a step of int8 at the end of its range. */
    private static final double SCALE_ERROR = 0x1p-8;

    /** Of the largest scale: what a channel may be off by when it is that much smaller than another. */
    private static final double CHANNEL_ERROR = 0x1p-12;

    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;
    private static final int NEGATIVE = 0x8000;

    private HalfConstants() {}

    /** What a constant is read as. */
    enum Use {
        /** A factor, an addend, a fill: what is far smaller than the largest does not matter. */
        VALUE,
        /** Added to sums of products: small numbers do not matter. */
        BIAS,
        /** Divided by: no number but zero may become zero. */
        DIVISOR,
        /** The bound of a Clip: beyond half precision there is no bound. */
        BOUND,
        /** The scale of a Q: none may become zero. */
        QUANTIZE_SCALE,
        /** The scale of a DQ. */
        DEQUANTIZE_SCALE
    }

    /** What would be lost, if anything, as the rest of a sentence about the constant. */
    static Optional<String> loss(Initializer constant, Use use) {
        float[] values = constant.floats();
        float largest = 0;
        float least = Float.MAX_VALUE;
        for (float value : values) {
            float size = Math.abs(value);
            if (Float.isInfinite(size) || Float.isNaN(size)) {
                continue;
            }
            largest = Math.max(largest, size);
            least = size > 0 ? Math.min(least, size) : least;
        }
        if (use == Use.BOUND) {
            return Optional.empty();
        }
        if (largest > LARGEST) {
            return Optional.of("reaches " + largest + ", beyond 65504");
        }
        if (use == Use.QUANTIZE_SCALE || use == Use.DEQUANTIZE_SCALE) {
            return scaleLoss(values, largest, least, use);
        }
        if (use != Use.BIAS && largest > 0 && largest < SMALLEST_NORMAL) {
            return Optional.of("reaches only " + largest + ", where half precision has less than 11 bits");
        }
        return use == Use.DIVISOR && least <= BECOMES_ZERO
                ? Optional.of("has the value " + least + ", which would be zero")
                : Optional.empty();
    }

    private static Optional<String> scaleLoss(float[] scales, float largest, float least, Use use) {
        if (use == Use.QUANTIZE_SCALE && least <= BECOMES_ZERO) {
            return Optional.of("has the scale " + least + ", which would be zero");
        }
        for (float scale : scales) {
            double error = Math.abs(rounded(scale) - (double) scale);
            if (error > Math.max(SCALE_ERROR * scale, CHANNEL_ERROR * largest)) {
                return Optional.of("has the scale " + scale + ", which would be " + rounded(scale));
            }
        }
        return Optional.empty();
    }

    /** The nearest half of a number that is small, as a float. */
    private static float rounded(float small) {
        return small >= SMALLEST_NORMAL ? small : (float) (Math.rint(small * 0x1p24) * 0x1p-24);
    }

    /** The constant in half precision, under this name; each value the nearest half, of two the even one; infinite beyond 65504. */
    static Initializer half(Initializer constant, String name) {
        float[] values = constant.floats();
        byte[] bytes = new byte[values.length * Short.BYTES];
        ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putShort(bits(value));
        }
        return Initializer.of(name, TensorType.FLOAT16, constant.shape(), bytes);
    }

    private static short bits(float value) {
        if (Float.isNaN(value)) {
            return (short) NAN;
        }
        if (Math.abs(value) > LARGEST) {
            return (short) (value > 0 ? INFINITY : INFINITY | NEGATIVE);
        }
        return HalfPrecision.nearest(value);
    }
}
