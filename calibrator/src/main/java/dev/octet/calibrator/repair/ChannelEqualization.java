package dev.octet.calibrator.repair;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.text.ClosestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the channels of an activation to one size where some are so much larger than others that eight bits cannot serve
 * both: one scale for the tensor then leaves the small channels a handful of levels, although the next layer weighs them
 * up. The float model computes what it did.
 */
public final class ChannelEqualization {

    /** A channel below this share of the largest has at most eight levels of 256, or of the 128 on one side of zero. */
    private static final double SMALL_CHANNEL = 1.0 / 32;

    private static final double SMALL_SYMMETRIC_CHANNEL = 1.0 / 16;

    /** A block is worth the extra node when this share of its channels is small. */
    private static final double SMALL_SHARE = 0.1;

    /** Factors differ by at most this, so that a channel that was silent is not blown up. */
    private static final double LARGEST_RATIO = 1e4;

    /** Beyond this distance from zero a sigmoid is 0 or 1 to eight bits. */
    private static final double SATURATED = 8;

    private ChannelEqualization() {}

    /**
     * What was done.
     *
     * @param model the changed model, or the same one
     * @param tensors the activations whose channels were scaled, in graph order
     */
    public record Outcome(OnnxModel model, List<String> tensors) {
        public Outcome {
            tensors = List.copyOf(tensors);
        }
    }

    /**
     * Equalizes what needs it.
     *
     * @param model the float model
     * @param samples inputs to take the channels' ranges from
     * @param integerActivations true when the target also quantizes what goes into the SiLU
     */
    public static Outcome apply(OnnxModel model, List<Map<String, FloatTensor>> samples, boolean integerActivations) {
        return apply(model, samples, integerActivations, Optional.empty());
    }

    /**
     * Equalizes these tensors, whether they need it or not.
     *
     * @param model the float model
     * @param samples inputs to take the channels' ranges from
     * @param integerActivations true when the target also quantizes what goes into the SiLU
     * @param tensors outputs of SiLUs that only depthwise convolutions read
     * @throws ToolkitException {@code INTEGRITY} when there is no such tensor
     */
    public static Outcome applyTo(
            OnnxModel model, List<Map<String, FloatTensor>> samples, boolean integerActivations, List<String> tensors) {
        List<String> possible =
                SiluBlock.of(model.graph()).stream().map(SiluBlock::output).toList();
        for (String tensor : tensors) {
            if (!possible.contains(tensor)) {
                throw new ToolkitException(
                        FailureKind.INTEGRITY,
                        "The channels of " + tensor + " cannot be equalized: it is not the output of a SiLU that only"
                                + " depthwise convolutions read" + ClosestName.suggestion(tensor, possible) + ".",
                        "Correct the recipe, or make one for this model with 'octet tune'.");
            }
        }
        return apply(model, samples, integerActivations, Optional.of(Set.copyOf(tensors)));
    }

    private static Outcome apply(
            OnnxModel model,
            List<Map<String, FloatTensor>> samples,
            boolean integerActivations,
            Optional<Set<String>> only) {
        List<SiluBlock> blocks = SiluBlock.of(model.graph()).stream()
                .filter(block -> only.isEmpty() || only.get().contains(block.output()))
                .toList();
        if (blocks.isEmpty() || samples.isEmpty()) {
            return new Outcome(model, List.of());
        }
        Map<String, ChannelRanges> ranges = survey(model, blocks, samples);
        Map<SiluBlock, float[]> factors = new LinkedHashMap<>();
        for (SiluBlock block : blocks) {
            ChannelRanges output = ranges.get(block.output());
            ChannelRanges before = ranges.get(block.before());
            if (output != null
                    && before != null
                    && (only.isPresent()
                            || isUneven(output, integerActivations ? SMALL_CHANNEL : SMALL_SYMMETRIC_CHANNEL))) {
                factors.put(block, factors(integerActivations ? reach(before) : output.magnitudes()));
            }
        }
        ChannelScaling.Division division =
                integerActivations ? ChannelScaling.Division.CONVOLUTION : ChannelScaling.Division.PRODUCT;
        return new Outcome(
                ChannelScaling.apply(model, factors, division),
                factors.keySet().stream().map(SiluBlock::output).toList());
    }

    private static Map<String, ChannelRanges> survey(
            OnnxModel model, List<SiluBlock> blocks, List<Map<String, FloatTensor>> samples) {
        Map<String, ChannelRanges> ranges = new LinkedHashMap<>();
        for (SiluBlock block : blocks) {
            for (String tensor : List.of(block.before(), block.output())) {
                ranges.put(tensor, new ChannelRanges(block.channels()));
            }
        }
        ChannelSurvey.add(model, samples, ranges);
        return ranges;
    }

    private static boolean isUneven(ChannelRanges output, double smallChannel) {
        double[] sizes = output.magnitudes();
        double largest = largest(sizes);
        int small = 0;
        for (double size : sizes) {
            small += size < largest * smallChannel ? 1 : 0;
        }
        return small >= SMALL_SHARE * sizes.length;
    }

    /** How far each channel's inputs matter to the SiLU: up to the largest, and down to where the gate is shut. */
    private static double[] reach(ChannelRanges before) {
        double[] sizes = new double[before.channels()];
        for (int c = 0; c < sizes.length; c++) {
            sizes[c] = Math.max(Math.min(SATURATED, -before.min(c)), before.max(c));
        }
        return sizes;
    }

    /** {@code k_c = largest / size_c}. */
    private static float[] factors(double[] sizes) {
        double largest = largest(sizes);
        float[] factors = new float[sizes.length];
        for (int c = 0; c < sizes.length; c++) {
            factors[c] = (float) (largest / Math.max(sizes[c], largest / LARGEST_RATIO));
        }
        return factors;
    }

    private static double largest(double[] sizes) {
        double largest = Float.MIN_NORMAL;
        for (double size : sizes) {
            largest = Math.max(largest, size);
        }
        return largest;
    }
}
