package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.FakeQuantization;
import dev.octet.bindings.libtorch.FakeQuantization.Learned;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.ScaleGrid;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the weights of one layer are rounded: to even steps, or to few levels, with a scale for each channel that is learned. */
final class LayerScales {

    private final LayerWeights layer;
    private final IntegerFormat format;
    private final TensorShape shape;
    private final int axis;
    private final float[] start;
    private final int @Nullable [] levels;
    private final double outermost;
    private final Tensor gains;

    LayerScales(LayerWeights layer, DeploymentTarget target, double inputScale, TensorScope scope) {
        this.layer = layer;
        this.format = target.weights();
        ChannelQuantization quantized = layer.quantized(target, layer.smallestScales(target, inputScale));
        this.shape = quantized.shape();
        this.axis = quantized.axis();
        this.start = quantized.scales();
        this.levels = layer.scheme(target).isPlain() ? null : levels(quantized.values());
        this.outermost = levels == null ? format.max() : intervals(levels) / 2.0;
        this.gains = scope.floats(new float[start.length], start.length);
    }

    private static int[] levels(byte[] values) {
        boolean[] seen = new boolean[1 << Byte.SIZE];
        for (byte value : values) {
            seen[value - Byte.MIN_VALUE] = true;
        }
        int[] levels = new int[seen.length];
        int count = 0;
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) {
                levels[count++] = i + Byte.MIN_VALUE;
            }
        }
        return Arrays.copyOf(levels, count);
    }

    private static int intervals(int[] levels) {
        return Math.max(1, levels.length - 1);
    }

    LayerWeights layer() {
        return layer;
    }

    /**
     * What is trained: the logarithm of each channel's gain, counted in steps of its outermost integer. A step of the optimizer then
     * moves no weight further than by its share of a step, of 8 bits as of 4.
     */
    Tensor gains() {
        return gains;
    }

    /** The mean width of a step of the integers, for each channel, or once for all. */
    float[] steps() {
        float[] steps = start.clone();
        double between = levels == null ? 1 : 2.0 * format.max() / intervals(levels);
        for (int c = 0; c < steps.length; c++) {
            steps[c] *= (float) between;
        }
        return steps;
    }

    /** The channels' axis. */
    int axis() {
        return axis;
    }

    /** One scale for each channel. */
    float[] scales() {
        float[] values = gains.floats();
        float[] scales = new float[start.length];
        for (int c = 0; c < scales.length; c++) {
            double scale = start[c] * Math.exp(values[c] / outermost);
            scales[c] = levels != null ? ScaleGrid.nearestPart(scale) : (float) scale;
        }
        return scales;
    }

    /**
     * The weights as the integers will give them back. Integers are chosen on the scales of the start, and scales that
     * have moved since are a gain of their channel: else each move would take the outer weights to other integers.
     */
    Tensor rounded(Tensor weights, float[] scales, TensorScope step) {
        Tensor onStart = onStart(weights, FakeQuantization.in(step));
        if (!gains.hasGradient()) {
            return onStart;
        }
        float[] ratios = new float[scales.length];
        for (int c = 0; c < ratios.length; c++) {
            ratios[c] = scales[c] / start[c];
        }
        double factor = 1 / (outermost * Math.sqrt((double) weights.elementCount() / start.length * format.max()));
        return FakeQuantization.in(step).rescaled(onStart, ratios, axis, new Learned(gains, factor));
    }

    private Tensor onStart(Tensor weights, FakeQuantization rounding) {
        if (levels != null) {
            return rounding.toLevels(weights, start, axis, levels);
        }
        return layer.isPerTensor()
                ? rounding.perTensor(weights, start[0], 0, format.min(), format.max(), Optional.empty())
                : rounding.perChannel(weights, start, axis, format.min(), format.max());
    }

    /** The integers of trained weights. */
    ChannelQuantization quantized(float[] weights) {
        ChannelQuantization onStart = levels == null
                ? ChannelQuantization.onScales(weights, shape, axis, format, start)
                : ChannelQuantization.onLevels(weights, shape, axis, levels, start);
        return onStart.rescaled(scales());
    }
}
