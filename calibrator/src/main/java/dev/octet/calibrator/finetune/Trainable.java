package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;

/**
 * A tensor that is trained.
 *
 * @param name unique in its network
 * @param values what is trained
 * @param kind decides how fast
 */
record Trainable(String name, Tensor values, Kind kind) {

    /** What is trained. */
    enum Kind {
        /** Offsets of weights. */
        WEIGHTS,
        /** Offsets of biases. */
        BIASES,
        /** Gains of the scales of a layer's weights. */
        WEIGHT_SCALES,
        /** Logarithms of the scales of activations. */
        ACTIVATION_SCALES
    }
}
