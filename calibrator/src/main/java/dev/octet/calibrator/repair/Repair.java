package dev.octet.calibrator.repair;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be done to a float model, without training, so that it loses less in integers. */
public enum Repair {
    /** {@linkplain ChannelEqualization Channels brought to one size}. */
    EQUALIZE,
    /** {@linkplain CrossLayerEqualization Factors moved from activations into the weights that read them}. */
    CROSS_LAYER,
    /** {@linkplain BiasAbsorption What a channel never falls below, moved into the next bias}. */
    ABSORB,
    /** {@linkplain UnevenConcats Scales of their own} for what a Concat of different ranges joins. */
    SPLIT,
    /** {@linkplain BiasCorrection Biases without what rounding adds to the mean}. */
    BIAS,
    /** {@linkplain ClippedWeights Scales of weights by their squared error}, not by the largest. */
    CLIP,
    /** {@linkplain SecondOrderRounding Weights rounded by what that does to the layer's output}. */
    ROUND;

    /** As the command line and recipes name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The repair of this name. */
    public static Optional<Repair> named(String name) {
        return Arrays.stream(values())
                .filter(repair -> repair.text().equals(name))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Repair::text).toList();
    }

    /** Those that are worth their time on every model they were measured on. */
    public static Set<Repair> defaults() {
        return EnumSet.of(EQUALIZE, BIAS);
    }
}
