package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Shapes of operators whose result's length is a number in a tensor or an attribute. */
final class SequenceShapes {

    private SequenceShapes() {}

    /** Facts of the outputs, or an empty list when the operator is none of these. */
    static List<TensorFacts> infer(Node node, KnownTensors known) {
        return switch (node.opType()) {
            case "TopK" -> topK(node, known);
            case "Range" -> List.of(range(node, known));
            default -> List.of();
        };
    }

    private static List<TensorFacts> topK(Node node, KnownTensors known) {
        Optional<TensorShape> shape = known.shape(node.inputOrEmpty(0)).map(input -> {
            List<Long> sizes = new ArrayList<>(input.dimensions());
            int axis = LayoutShapes.axis(node.attributes().integer("axis", -1), input.rank());
            long count = node.attributes().has("k")
                    ? node.attributes().integer("k", 0)
                    : known.values(node.inputOrEmpty(1)).map(k -> k[0]).orElse(TensorShape.UNKNOWN);
            sizes.set(axis, count);
            return new TensorShape(sizes);
        });
        return List.of(
                new TensorFacts(known.type(node.inputOrEmpty(0)), shape),
                new TensorFacts(Optional.of(TensorType.INT64), shape));
    }

    private static TensorFacts range(Node node, KnownTensors known) {
        Optional<TensorType> type = known.type(node.inputOrEmpty(0));
        Optional<long[]> start = known.values(node.inputOrEmpty(0));
        Optional<long[]> limit = known.values(node.inputOrEmpty(1));
        Optional<long[]> delta = known.values(node.inputOrEmpty(2));
        if (start.isEmpty() || limit.isEmpty() || delta.isEmpty()) {
            return new TensorFacts(type, Optional.of(TensorShape.of(TensorShape.UNKNOWN)));
        }
        long first = start.get()[0];
        long step = delta.get()[0];
        long length = Math.max(0, -Math.floorDiv(Math.subtractExact(first, limit.get()[0]), step));
        if (length <= KnownTensors.MOST_VALUES) {
            known.values(
                    node.outputs().get(0),
                    LongStream.range(0, length).map(i -> first + i * step).toArray());
        }
        return new TensorFacts(type, Optional.of(TensorShape.of(length)));
    }
}
