package dev.octet.runner.detect;

import dev.octet.calibrator.tensors.TensorShape;

/**
 * One output of a model.
 *
 * @param name its name
 * @param shape its sizes, -1 where open
 */
public record OutputSpec(String name, TensorShape shape) {}
