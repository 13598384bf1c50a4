package dev.octet.runner.detect;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * A detector's graph for images of one size.
 *
 * @param graph with its sizes for that input
 * @param input its size
 * @param anchors of raw heads, when they were given
 */
record DetectorGraph(Graph graph, InputSize input, Optional<Anchors> anchors) {

    /** The float32 outputs with this many axes. */
    List<ValueSpec> outputs(int rank) {
        return graph.outputs().stream()
                .filter(output ->
                        output.type() == TensorType.FLOAT && output.shape().rank() == rank)
                .toList();
    }

    /** The size of an axis; nothing when it is not known. */
    static Optional<Integer> size(TensorShape shape, int axis) {
        long size = shape.dimension(axis);
        return size > 0 && size <= Integer.MAX_VALUE ? Optional.of((int) size) : Optional.empty();
    }
}
