package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type its element type
 * @param shape its sizes; -1 where the file leaves them open
 */
public record ValueSpec(String name, TensorType type, TensorShape shape) {}
