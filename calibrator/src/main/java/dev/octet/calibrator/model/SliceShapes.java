package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The shape of a Slice, with its limits as inputs (opset 10) or attributes (opset 1). */
final class SliceShapes {

    private SliceShapes() {}

    static Optional<TensorShape> slice(Node node, KnownTensors known, Optional<TensorShape> input) {
        Optional<long[]> starts = limits(node, known, "starts", 1);
        Optional<long[]> ends = limits(node, known, "ends", 2);
        if (input.isEmpty() || starts.isEmpty() || ends.isEmpty()) {
            return Optional.empty();
        }
        int count = starts.get().length;
        long[] axes =
                limits(node, known, "axes", 3).orElse(LongStream.range(0, count).toArray());
        long[] steps = known.values(node.inputOrEmpty(4)).orElseGet(() -> ones(count));
        List<Long> sizes = new ArrayList<>(input.get().dimensions());
        for (int i = 0; i < count; i++) {
            int axis = LayoutShapes.axis(axes[i], input.get().rank());
            long size = sizes.get(axis);
            sizes.set(
                    axis,
                    size < 0 || steps[i] == 0
                            ? TensorShape.UNKNOWN
                            : length(size, starts.get()[i], ends.get()[i], steps[i]));
        }
        follow(node, known, starts.get(), ends.get(), steps, input.get());
        return Optional.of(new TensorShape(sizes));
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Optional<long[]> limits(Node node, KnownTensors known, String attribute, int input) {
        List<Long> given = node.attributes().integers(attribute);
        return given.isEmpty()
                ? known.values(node.inputOrEmpty(input))
                : Optional.of(given.stream().mapToLong(Long::longValue).toArray());
    }

    private static long length(long size, long start, long end, long step) {
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? size : size - 1;
        long from = Math.max(low, Math.min(high, start < 0 ? start + size : start));
        long to = Math.max(low, Math.min(high, end < 0 && end > -size - 1 ? end + size : end));
        return Math.max(0, -Math.floorDiv(-(to - from), step));
    }

    /** Cuts a tensor that holds a shape. */
    private static void follow(
            Node node, KnownTensors known, long[] starts, long[] ends, long[] steps, TensorShape input) {
        Optional<long[]> values = known.values(node.inputOrEmpty(0));
        if (values.isPresent() && input.rank() == 1 && starts.length == 1 && steps[0] == 1) {
            int size = values.get().length;
            int from = (int) Math.max(0, Math.min(size, starts[0] < 0 ? starts[0] + size : starts[0]));
            int to = (int) Math.max(from, Math.min(size, ends[0] < 0 ? ends[0] + size : ends[0]));
            known.values(node.outputs().get(0), Arrays.copyOfRange(values.get(), from, to));
        }
    }
}
