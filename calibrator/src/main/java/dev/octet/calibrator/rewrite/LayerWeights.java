package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.WeightScheme;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Arrays;
import java.util.Optional;

/**
 * The constants of a layer.
 *
 * @param weights its weights, float32
 * @param channelAxis the axis of output channels, or -1 when one scale must serve all
 * @param bias its bias, float32, one value per output channel
 */
public record LayerWeights(Initializer weights, int channelAxis, Optional<Initializer> bias) {

    static final int PER_TENSOR = -1;

    private static final int FEW_INPUTS = 12;

    /** A bias must fit int32 at scale s_x * s_w with room for the accumulated products. */
    private static final double BIAS_LIMIT = 1L << 30;

    /** The constants of this layer. */
    public static LayerWeights of(Graph graph, Node layer) {
        Initializer weights = graph.initializer(layer.inputs().get(1))
                .orElseThrow(() -> new IllegalStateException("weights of " + layer.name() + " are not constant"));
        Optional<Initializer> bias =
                layer.inputs().size() > 2 ? graph.initializer(layer.inputs().get(2)) : Optional.empty();
        return new LayerWeights(weights, channelAxis(layer), bias);
    }

    /** One name for all layers that share these weights in the same way. */
    public String key() {
        return weights.name() + "/" + channelAxis;
    }

    /** True when one scale must serve all channels. */
    public boolean isPerTensor() {
        return channelAxis == PER_TENSOR;
    }

    /**
     * The smallest scales with which the bias fits int32 at scale {@code s_x * s_w}.
     *
     * @param target whose biases are int32 or not
     * @param inputScale {@code s_x}
     * @return one for each channel, or one for all, or none where every scale will do
     */
    public double[] smallestScales(DeploymentTarget target, double inputScale) {
        if (!target.int32Bias() || bias.isEmpty()) {
            return new double[0];
        }
        float[] values = bias.get().floats();
        double[] smallest = new double[values.length];
        for (int c = 0; c < values.length; c++) {
            smallest[c] = Math.abs(values[c]) / (inputScale * BIAS_LIMIT);
        }
        return isPerTensor() ? new double[] {Arrays.stream(smallest).max().orElse(0)} : smallest;
    }

    private static int channelAxis(Node layer) {
        return switch (layer.opType()) {
            case "Conv" -> 0;
            case "ConvTranspose" -> layer.attributes().integer("group", 1) == 1 ? 1 : PER_TENSOR;
            case "Gemm" -> layer.attributes().integer("transB", 0) == 1 ? 0 : 1;
            default -> throw new IllegalStateException(layer.opType() + " has no known channel axis");
        };
    }

    /**
     * The weights in integers, with a scale for each output channel or one for all.
     *
     * @param target whose format and levels apply
     * @param smallestScales one for each channel, or none
     */
    public ChannelQuantization quantized(DeploymentTarget target, double[] smallestScales) {
        return scheme(target)
                .quantize(weights.floats(), quantizedShape(), quantizedAxis(), target.weights(), smallestScales);
    }

    /**
     * The weights in integers of even steps on scales that are known.
     *
     * @param format a signed format
     * @param scales one for each output channel, or one for all where {@link #isPerTensor}
     */
    public ChannelQuantization onScales(IntegerFormat format, float[] scales) {
        return ChannelQuantization.onScales(weights.floats(), quantizedShape(), quantizedAxis(), format, scales);
    }

    /** How many scales its integers have. */
    public int scaleCount() {
        return Math.toIntExact(quantizedShape().dimension(quantizedAxis()));
    }

    /** With one scale for all, all weights are one channel. */
    private TensorShape quantizedShape() {
        return isPerTensor() ? TensorShape.of(1, weights.shape().elementCount()) : weights.shape();
    }

    private int quantizedAxis() {
        return Math.max(0, channelAxis);
    }

    /**
     * The levels for this layer. Convolutions that sum over few channels (the first one, depthwise ones) keep all: a few
     * weights decide their whole output, and they are a few per cent of the file. So do layers with one scale for all.
     */
    public WeightScheme scheme(DeploymentTarget target) {
        TensorShape shape = weights.shape();
        boolean few =
                channelAxis == PER_TENSOR || (channelAxis == 0 && shape.rank() > 2 && shape.dimension(1) <= FEW_INPUTS);
        return few ? WeightScheme.linear() : target.levels();
    }
}
