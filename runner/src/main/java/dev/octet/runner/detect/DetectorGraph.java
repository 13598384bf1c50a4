package dev.octet.runner.detect;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Optional;

/**
 * A detector's graph for images of one size.
 *
 * @param graph with its sizes for that input
 * @param input its size
 * @param anchors of raw heads, when they were given
 */
record DetectorGraph(Graph graph, InputSize input, Optional<Anchors> anchors) {

    /** What comes out of it. */
    DetectorOutputs outputs() {
        return new DetectorOutputs(graph.outputs(), input, anchors);
    }

    /** The size of an axis; nothing when it is not known. */
    static Optional<Integer> size(TensorShape shape, int axis) {
        long size = shape.dimension(axis);
        return size > 0 && size <= Integer.MAX_VALUE ? Optional.of((int) size) : Optional.empty();
    }
}
