package dev.octet.calibrator.scheme;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Locale;
import java.util.Objects;

/**
 * Which values weights may have: a grid of even steps, or few levels that lie closer where weights are many. Levels are
 * integers of the format that the runtime multiplies with, so the kernels are those of linear weights; what few levels
 * save is space in the file.
 *
 * @param kind how levels are placed
 * @param bits that tell the levels of a tensor apart, 2 to 8
 */
public record WeightScheme(Kind kind, int bits) {

    private static final int LEAST = 2;
    private static final int MOST = 8;

    /** How levels are placed. */
    public enum Kind {
        /** Even steps. */
        LINEAR,
        /** Wherever the squared error of a tensor is least: k-means in one dimension. */
        CODEBOOK,
        /** Powers of two (Miyashita, Lee, Murmann: Convolutional Neural Networks using Logarithmic Data Representation, 2016). */
        POT,
        /** Sums of powers of two (Li, Dong, Wang: Additive Powers-of-Two Quantization, ICLR 2020, section 2.2). */
        APOT
    }

    public WeightScheme {
        Objects.requireNonNull(kind, "kind");
        if (bits < LEAST || bits > MOST) {
            throw new IllegalArgumentException("bits is " + bits + ", must be " + LEAST + " to " + MOST);
        }
    }

    /** Even steps over the whole of the format: what runtimes expect. */
    public static WeightScheme linear() {
        return new WeightScheme(Kind.LINEAR, MOST);
    }

    /**
     * The scheme of a name such as {@code codebook:4}.
     *
     * @throws ToolkitException {@code USAGE} when there is none
     */
    public static WeightScheme named(String name) {
        int colon = name.indexOf(':');
        for (Kind kind : Kind.values()) {
            if (colon > 0 && kind.name().toLowerCase(Locale.ROOT).equals(name.substring(0, colon))) {
                String bits = name.substring(colon + 1);
                if (bits.matches("[" + LEAST + "-" + MOST + "]")) {
                    return new WeightScheme(kind, Integer.parseInt(bits));
                }
            }
        }
        throw new ToolkitException(
                FailureKind.USAGE,
                "Invalid value for option '--weights': '" + name + "' is not linear, codebook, pot or apot with 2 to 8"
                        + " bits.",
                "Give for example --weights codebook:4.");
    }

    /** As {@link #named} takes it. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + bits;
    }

    /** True when the format alone says which values there are. */
    public boolean isPlain() {
        return equals(linear());
    }

    /**
     * Weights brought to the scheme's levels.
     *
     * @param weights row-major float32 of the shape, all finite
     * @param shape all axes known
     * @param axis the channel axis
     * @param format a signed format; levels are integers of it
     * @param smallestScales one a channel, or none: a lower bound of the channel's scale
     */
    public ChannelQuantization quantize(
            float[] weights, TensorShape shape, int axis, IntegerFormat format, double[] smallestScales) {
        ChannelQuantization plain = ChannelQuantization.of(weights, shape, axis, format, smallestScales);
        if (isPlain()) {
            return plain;
        }
        LevelFit fit = new LevelFit(weights, plain, smallestScales);
        return switch (kind) {
            case LINEAR -> fit.withLevels(FixedLevels.linear(bits, format.max()));
            case POT -> fit.withLevels(FixedLevels.powersOfTwo(bits, format.max()));
            case APOT -> fit.withLevels(FixedLevels.sumsOfPowersOfTwo(bits, format.max()));
            case CODEBOOK -> fit.withCodebook(1 << bits, format.max());
        };
    }
}
