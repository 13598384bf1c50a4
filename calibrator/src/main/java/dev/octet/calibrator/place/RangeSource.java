package dev.octet.calibrator.place;

import dev.octet.calibrator.scheme.ActivationRange;
import java.util.List;

/** Where the activation range of a quantized tensor comes from. */
public sealed interface RangeSource {

    /**
     * The pooled values of the tie group that the tensor belongs to.
     *
     * @param group name of the group
     * @param makers the observed tensors
     * @param bounded true for a network input, scaled by constants or not: its values are bounded by construction, and its
     *     range is min-max
     */
    record Observed(String group, List<String> makers, boolean bounded) implements RangeSource {
        public Observed {
            makers = List.copyOf(makers);
        }
    }

    /**
     * Known without looking, such as [0, 1] for a sigmoid.
     *
     * @param min lower end
     * @param max upper end
     */
    record Fixed(double min, double max) implements RangeSource {}

    /**
     * What goes into an activation function whose output is observed: the inputs that can lead to that range.
     *
     * @param activation the function
     * @param output where the range of its output comes from
     */
    record BeforeActivation(Activation activation, Observed output) implements RangeSource {

        /** The inputs that lead to outputs of that range. */
        public ActivationRange inputs(ActivationRange outputs) {
            double max = activation.inputMax(outputs.max());
            return new ActivationRange((float) Math.min(activation.inputMin(outputs.min()), max), (float) max);
        }
    }

    /**
     * What goes into a sigmoid alone: the observed values, cut where the sigmoid is 0 or 1 to eight bits.
     *
     * @param input where the range comes from
     */
    record BeforeGate(Observed input) implements RangeSource {
        /** {@code sigmoid(8) = 0.99966}, within half a step of 1. */
        public static final float SATURATED = 8;
    }

    /** One name for all tensors that have this range. */
    default String key() {
        if (this instanceof Observed observed) {
            return observed.group();
        }
        if (this instanceof BeforeActivation before) {
            return "before " + before.output().group();
        }
        return this instanceof BeforeGate gate ? "gate " + gate.input().group() : toString();
    }
}
