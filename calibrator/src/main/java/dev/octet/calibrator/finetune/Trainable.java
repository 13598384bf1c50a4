package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;

/**
 * A tensor that is trained.
 *
 * @param name unique in its network
 * @param values what is trained
 * @param isScale true for logarithms of scales, which have a rate of their own
 */
record Trainable(String name, Tensor values, boolean isScale) {}
