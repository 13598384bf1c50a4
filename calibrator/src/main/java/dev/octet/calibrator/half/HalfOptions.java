package dev.octet.calibrator.half;

import java.util.Set;

/**
 * What of a model stays in float32.
 *
 * @param floatInputs true when the model's float32 inputs stay so, each with one Cast behind it
 * @param floatOutputs true when its float32 outputs stay so, each with one Cast in front of it
 * @param floatNodes names of nodes that stay in float32
 */
public record HalfOptions(boolean floatInputs, boolean floatOutputs, Set<String> floatNodes) {

    public HalfOptions {
        floatNodes = Set.copyOf(floatNodes);
    }

    /** Inputs and outputs in float32, as callers know them; everything else in half precision where it can be. */
    public static HalfOptions defaults() {
        return new HalfOptions(true, true, Set.of());
    }

    /** The same with inputs in half precision. */
    public HalfOptions withHalfInputs() {
        return new HalfOptions(false, floatOutputs, floatNodes);
    }

    /** The same with outputs in half precision. */
    public HalfOptions withHalfOutputs() {
        return new HalfOptions(floatInputs, false, floatNodes);
    }

    /** The same with these nodes in float32. */
    public HalfOptions withFloatNodes(Set<String> names) {
        return new HalfOptions(floatInputs, floatOutputs, names);
    }
}
