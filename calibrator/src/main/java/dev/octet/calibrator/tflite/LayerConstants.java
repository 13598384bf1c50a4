package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.TensorType;

/**
 * Weights and bias of a layer in the file: int8 with a scale for each output channel and zero point 0, the bias in the unit of
 * the sums, {@code s_x * s_w[c]}, as int32, or as int64 beside 16-bit activations (LiteRT's quantization specification).
 */
final class LayerConstants {

    /** A bias leaves room in int32 for the sums that it is added to. */
    private static final double BIAS_LIMIT = 1L << 30;

    private final Conversion conversion;
    private final Node layer;
    private final LayerWeights constants;
    private final Layout layout;
    private final int channelAxis;
    private final int channels;
    private @Nullable ChannelQuantization quantized;

    /**
     * Of a layer.
     *
     * @param layout of the weights in the file
     * @param channelAxis where the output channels stand in it
     */
    LayerConstants(Conversion conversion, Node layer, Layout layout, int channelAxis) {
        this.conversion = conversion;
        this.layer = layer;
        this.constants = LayerWeights.of(conversion.graph(), layer);
        this.layout = layout;
        this.channelAxis = channelAxis;
        this.channels = Math.toIntExact(constants.weights().shape().dimension(constants.channelAxis()));
    }

    /** Whether weights are worth being stored as int8 beside float activations. */
    boolean isDynamic() {
        return conversion.constants().storage() == WeightStorage.DYNAMIC
                && constants.weights().shape().elementCount() >= Constants.WORTHWHILE
                && conversion.type(layer) == TensorType.FLOAT32;
    }

    /** The number of the weights' tensor, for what the layer reads. */
    int weights(Numbers input, boolean dynamic) {
        Initializer weights = constants.weights();
        TensorShape shape = weights.shape();
        int[] sizes = layout.stored(shape);
        if (input.isFloat() && !dynamic) {
            float[] values = Constants.moved(weights.floats(), shape, layout);
            return conversion.constants().weights(weights.name() + suffix(), sizes, values);
        }
        ChannelQuantization integers = dynamic
                ? constants.quantized(conversion.target(), new double[0])
                : constants.quantized(conversion.target(), smallestScales(input));
        quantized = integers;
        byte[] values = integers.values();
        byte[] moved = new byte[values.length];
        int[] sources = Constants.sources(shape, layout);
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[sources[i]];
        }
        float[] scales = integers.scales();
        return conversion
                .lite()
                .add(LiteTensor.ofChannels(weights.name(), sizes, TensorType.INT8, scales, channelAxis, moved));
    }

    /** One layout a name: two layers may share weights. */
    private String suffix() {
        return layout.isPlain() ? "" : "/" + channelAxis;
    }

    private double[] smallestScales(Numbers input) {
        double[] smallest = new double[channels];
        float[] bias = values();
        for (int c = 0; c < channels; c++) {
            smallest[c] = Math.abs(bias[c]) / (input.scale() * BIAS_LIMIT);
        }
        return smallest;
    }

    /** The bias; zeros where the layer has none, which every kernel takes. */
    private float[] values() {
        float[] bias = constants.bias().map(Initializer::floats).orElseGet(() -> new float[channels]);
        return bias.length == channels ? bias : filled(bias);
    }

    private float[] filled(float[] scalar) {
        float[] all = new float[channels];
        Arrays.fill(all, scalar.length == 0 ? 0 : scalar[0]);
        return all;
    }

    /** The number of the bias's tensor; {@link #weights} goes before it. */
    int bias(Numbers input) {
        float[] bias = values();
        String name = layer.name() + "/bias";
        if (input.isFloat()) {
            return conversion.constants().weights(name, new int[] {channels}, bias);
        }
        if (quantized == null) {
            throw new IllegalStateException("weights of " + layer.name() + " were not quantized yet");
        }
        float[] weightScales = quantized.scales();
        float[] scales = new float[channels];
        int bytes = input.isWide() ? Long.BYTES : Integer.BYTES;
        ByteBuffer data = ByteBuffer.allocate(channels * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < channels; c++) {
            scales[c] = input.scale() * weightScales[c];
            long value = Math.round((double) bias[c] / scales[c]);
            if (input.isWide()) {
                data.putLong(value);
            } else {
                data.putInt(Math.toIntExact(value));
            }
        }
        byte type = input.isWide() ? TensorType.INT64 : TensorType.INT32;
        return conversion.lite().add(LiteTensor.ofChannels(name, new int[] {channels}, type, scales, 0, data.array()));
    }
}
