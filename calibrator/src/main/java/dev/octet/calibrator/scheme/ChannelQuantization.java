package dev.octet.calibrator.scheme;

import dev.octet.calibrator.tensors.TensorShape;

/**
 * A float32 tensor quantized symmetrically with one scale a channel: {@code x_q = clamp(round(x / s_c), -127, 127)},
 * {@code s_c = max|x_c| / 127}, zero point 0, rounding half to even on the float32 quotient. An all-zero channel gets
 * scale 1. {@code |x - x^| <= s_c / 2} for every value.
 */
public final class ChannelQuantization {

    private final TensorShape shape;
    private final int axis;
    private final byte[] values;
    private final float[] scales;

    private ChannelQuantization(TensorShape shape, int axis, byte[] values, float[] scales) {
        this.shape = shape;
        this.axis = axis;
        this.values = values;
        this.scales = scales;
    }

    /**
     * Quantizes weights.
     *
     * @param weights row-major float32 of the shape, all finite
     * @param shape all axes known
     * @param axis the channel axis: 0 for Conv {@code [O, I, H, W]}, 1 for ConvTranspose {@code [I, O, H, W]}
     */
    public static ChannelQuantization of(float[] weights, TensorShape shape, int axis) {
        return of(weights, shape, axis, IntegerFormat.INT8_NARROW, new double[0]);
    }

    /**
     * Quantizes weights with scales of at least a given size.
     *
     * @param weights row-major float32 of the shape, all finite
     * @param shape all axes known
     * @param axis the channel axis
     * @param format a signed format; the grid is symmetric in it
     * @param smallestScales one a channel, or none: a lower bound of the channel's scale
     */
    public static ChannelQuantization of(
            float[] weights, TensorShape shape, int axis, IntegerFormat format, double[] smallestScales) {
        if (axis < 0 || axis >= shape.rank()) {
            throw new IllegalArgumentException("axis " + axis + " is not one of shape " + shape);
        }
        if (weights.length != shape.elementCount()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " has " + shape.elementCount() + " elements, weights has " + weights.length);
        }
        int channels = Math.toIntExact(shape.dimension(axis));
        int inner = innerSize(shape, axis);
        float[] scales = scales(weights, channels, inner, format);
        for (int c = 0; c < smallestScales.length; c++) {
            scales[c] = Math.max(scales[c], (float) smallestScales[c]);
        }
        byte[] values = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int rounded = (int) Math.rint((double) (weights[i] / scales[i / inner % channels]));
            values[i] = (byte) format.clamp(rounded);
        }
        return new ChannelQuantization(shape, axis, values, scales);
    }

    /**
     * Weights on given scales: {@code x_q = clamp(round(x / s_c))}.
     *
     * @param weights row-major float32 of the shape, all finite
     * @param shape all axes known
     * @param axis the channel axis
     * @param format a signed format
     * @param scales one a channel, finite and positive
     */
    public static ChannelQuantization onScales(
            float[] weights, TensorShape shape, int axis, IntegerFormat format, float[] scales) {
        int inner = innerSize(shape, axis);
        byte[] values = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int rounded = (int) Math.rint((double) (weights[i] / scales[i / inner % scales.length]));
            values[i] = (byte) format.clamp(rounded);
        }
        return new ChannelQuantization(shape, axis, values, scales.clone());
    }

    /**
     * Weights on given levels and scales: the nearest level of {@code x / s_c}, halves up.
     *
     * @param levels integers of a byte, rising
     * @param scales one a channel, finite and positive
     */
    public static ChannelQuantization onLevels(
            float[] weights, TensorShape shape, int axis, int[] levels, float[] scales) {
        NearestLevel nearest = new NearestLevel(levels);
        int inner = innerSize(shape, axis);
        byte[] values = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            values[i] = (byte) nearest.to(weights[i] / scales[i / inner % scales.length]);
        }
        return new ChannelQuantization(shape, axis, values, scales.clone());
    }

    /**
     * The same integers with other scales.
     *
     * @param others one a channel, finite and positive
     */
    public ChannelQuantization rescaled(float[] others) {
        return with(values, others);
    }

    /** The same shape and axis with other integers and scales. */
    ChannelQuantization with(byte[] others, float[] otherScales) {
        return new ChannelQuantization(shape, axis, others.clone(), otherScales.clone());
    }

    /** Values of a channel that stand side by side. */
    int innerSize() {
        return innerSize(shape, axis);
    }

    /** Sizes of every axis. */
    public TensorShape shape() {
        return shape;
    }

    /** The channel axis. */
    public int axis() {
        return axis;
    }

    /** The integers, row-major; a copy. */
    public byte[] values() {
        return values.clone();
    }

    /** One scale a channel; a copy. */
    public float[] scales() {
        return scales.clone();
    }

    /** The floats that the integers stand for, row-major. */
    public float[] dequantize() {
        int inner = innerSize(shape, axis);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values[i] * scales[i / inner % scales.length];
        }
        return floats;
    }

    private static float[] scales(float[] weights, int channels, int inner, IntegerFormat format) {
        float[] amax = new float[channels];
        for (int i = 0; i < weights.length; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new IllegalArgumentException("weights[" + i + "] is " + weights[i] + ", must be finite");
            }
            int channel = i / inner % channels;
            amax[channel] = Math.max(amax[channel], Math.abs(weights[i]));
        }
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = QuantizationScheme.scale(amax[c], format.max());
        }
        return scales;
    }

    private static int innerSize(TensorShape shape, int axis) {
        long inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.dimension(i);
        }
        return Math.toIntExact(Math.max(1, inner));
    }
}
