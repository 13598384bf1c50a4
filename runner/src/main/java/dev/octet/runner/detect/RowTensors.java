package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Tensor;

/**
 * Rows of boxes and scores with gradients.
 *
 * @param boxes {@code [N, 4] float32}: centre x and y, width, height, px of the input
 * @param scores {@code [N, classes] float32}, 0..1
 */
record RowTensors(Tensor boxes, Tensor scores) {}
