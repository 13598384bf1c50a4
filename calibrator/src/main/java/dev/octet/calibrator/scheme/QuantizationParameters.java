package dev.octet.calibrator.scheme;

/**
 * How one tensor's floats become integers: {@code x_q = clamp(round(x / scale) + zeroPoint)} and
 * {@code x^ = (x_q - zeroPoint) * scale}.
 *
 * <p>Rounding is half to even on the float32 quotient, as ONNX {@code QuantizeLinear} does it; clamping is to the
 * format's bounds; +-Inf clamp; NaN becomes the zero point. Inside the range that the parameters were made for,
 * {@code |x - x^| <= scale / 2} up to float32 rounding. Source: ONNX operator QuantizeLinear, opset 13.
 *
 * @param scale real width of one step, finite and positive
 * @param zeroPoint the integer that stands for 0, one of the format's
 * @param format the integers
 */
public record QuantizationParameters(float scale, int zeroPoint, IntegerFormat format) {

    public QuantizationParameters {
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException("scale " + scale + " must be finite and positive");
        }
        if (zeroPoint < format.min() || zeroPoint > format.max()) {
            throw new IllegalArgumentException("zeroPoint " + zeroPoint + " is not in " + format + " [" + format.min()
                    + ", " + format.max() + "]");
        }
    }

    /** The integer of one float. */
    public int quantize(float value) {
        // NaN casts to 0 and infinities saturate, which the clamp then bounds.
        return format.clamp((long) (int) Math.rint((double) (value / scale)) + zeroPoint);
    }

    /** The float of one integer. */
    public float dequantize(int quantized) {
        return (quantized - zeroPoint) * scale;
    }

    /** The float that is left after going to an integer and back. */
    public float roundTrip(float value) {
        return dequantize(quantize(value));
    }

    /** The integers of all floats, one a byte; unsigned formats use the byte's unsigned reading. */
    public byte[] quantize(float[] values) {
        byte[] quantized = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            quantized[i] = (byte) quantize(values[i]);
        }
        return quantized;
    }

    /** The floats of all stored integers. */
    public float[] dequantize(byte[] quantized) {
        float[] values = new float[quantized.length];
        for (int i = 0; i < quantized.length; i++) {
            values[i] = dequantize(format.fromByte(quantized[i]));
        }
        return values;
    }

    /** The values that the integer grid can express: the first and last point of the grid. */
    public ActivationRange representableRange() {
        return new ActivationRange(dequantize(format.min()), dequantize(format.max()));
    }
}
