package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that move values and do not change them. */
final class LayoutOperators {

    private LayoutOperators() {}

    static Map<String, TorchOperator> all() {
        Map<String, TorchOperator> all = new HashMap<>();
        all.put("Identity", TorchOperator.of(LayoutOperators::same));
        all.put("Dropout", TorchOperator.of(LayoutOperators::same));
        all.put("Reshape", TorchOperator.of(LayoutOperators::reshape));
        all.put("Flatten", TorchOperator.of(LayoutOperators::flatten));
        all.put("Squeeze", TorchOperator.of(LayoutOperators::squeeze));
        all.put("Unsqueeze", TorchOperator.of(LayoutOperators::unsqueeze));
        all.put("Transpose", TorchOperator.of(LayoutOperators::transpose));
        all.put("Concat", TorchOperator.of(LayoutOperators::concat));
        all.put("Split", LayoutOperators::split);
        all.put("Slice", TorchOperator.of(LayoutOperators::slice));
        all.put("Gather", TorchOperator.of(LayoutOperators::gather));
        all.put(
                "GatherElements",
                TorchOperator.of(run -> run.layout()
                        .gathered(run.input(0), run.axis(run.attributes().integer("axis", 0), 0), run.input(1))));
        all.put("Expand", TorchOperator.of(LayoutOperators::expand));
        all.put("Tile", TorchOperator.of(run -> run.layout().tiled(run.input(0), run.longs(1))));
        all.put("Pad", TorchOperator.of(LayoutOperators::pad).where(LayoutOperators::notConstantPad));
        all.put("DepthToSpace", TorchOperator.of(LayoutOperators::depthToSpace));
        all.put("SpaceToDepth", TorchOperator.of(LayoutOperators::spaceToDepth));
        all.put("Shape", TorchOperator.of(LayoutOperators::shape));
        all.put("ConstantOfShape", TorchOperator.of(LayoutOperators::constantOfShape));
        all.put("Range", TorchOperator.of(LayoutOperators::range));
        return all;
    }

    private static Tensor same(NodeRun run) {
        return run.layout().reshaped(run.input(0), run.input(0).shape());
    }

    private static Tensor reshape(NodeRun run) {
        long[] from = run.input(0).shape();
        long[] to = run.longs(1).clone();
        boolean keepsZeros = run.attributes().integer("allowzero", 0) == 1;
        for (int i = 0; i < to.length; i++) {
            to[i] = to[i] == 0 && !keepsZeros ? from[i] : to[i];
        }
        return run.layout().reshaped(run.input(0), to);
    }

    private static Tensor flatten(NodeRun run) {
        long[] shape = run.input(0).shape();
        long axis = run.axis(run.attributes().integer("axis", 1), 0);
        long rows = LongStream.range(0, axis).map(i -> shape[(int) i]).reduce(1, Math::multiplyExact);
        return run.layout().reshaped(run.input(0), rows, -1);
    }

    private static Tensor squeeze(NodeRun run) {
        long[] shape = run.input(0).shape();
        long[] axes = run.longsOrNull(1, "axes");
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < shape.length; i++) {
            long axis = i;
            boolean dropped = axes == null ? shape[i] == 1 : Arrays.stream(axes).anyMatch(a -> run.axis(a, 0) == axis);
            if (!dropped) {
                kept.add(shape[i]);
            }
        }
        return run.layout().reshaped(run.input(0), array(kept));
    }

    private static Tensor unsqueeze(NodeRun run) {
        long[] shape = run.input(0).shape();
        long[] axes = run.longsOrNull(1, "axes");
        int rank = shape.length + (axes == null ? 0 : axes.length);
        long[] result = new long[rank];
        for (long axis : axes == null ? new long[0] : axes) {
            result[(int) (axis < 0 ? axis + rank : axis)] = 1;
        }
        int next = 0;
        for (int i = 0; i < rank; i++) {
            result[i] = result[i] == 1 ? 1 : shape[next++];
        }
        return run.layout().reshaped(run.input(0), result);
    }

    private static Tensor transpose(NodeRun run) {
        List<Long> named = run.attributes().integers("perm");
        int rank = run.input(0).rank();
        long[] axes = named.isEmpty()
                ? IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray()
                : array(named);
        return run.layout().permuted(run.input(0), axes);
    }

    private static Tensor concat(NodeRun run) {
        List<Tensor> parts =
                IntStream.range(0, run.inputCount()).mapToObj(run::input).toList();
        return run.layout().joined(parts, run.axis(run.attributes().integer("axis", 0), 0));
    }

    private static List<Tensor> split(NodeRun run) {
        long axis = run.axis(run.attributes().integer("axis", 0), 0);
        long[] sizes = run.longsOrNull(1, "split");
        int parts = run.node().outputs().size();
        if (sizes == null) {
            long whole = run.input(0).shape()[(int) axis];
            long part = (whole + parts - 1) / parts;
            sizes = new long[parts];
            Arrays.fill(sizes, part);
            sizes[parts - 1] = whole - part * (parts - 1);
        }
        return run.layout().split(run.input(0), axis, sizes);
    }

    private static Tensor slice(NodeRun run) {
        long[] starts = run.longs(1);
        long[] ends = run.longs(2);
        long[] axes = run.longsOrNull(3, "axes");
        long[] steps = run.longsOrNull(4, "steps");
        Tensor result = run.input(0);
        for (int i = 0; i < starts.length; i++) {
            long axis = axes == null ? i : run.axis(axes[i], 0);
            result = slice(run, result, axis, starts[i], ends[i], steps == null ? 1 : steps[i]);
        }
        return result;
    }

    /** Bounds count from the end where negative, and are moved into the axis (ONNX specification of Slice). */
    private static Tensor slice(NodeRun run, Tensor x, long axis, long start, long end, long step) {
        long size = x.shape()[(int) axis];
        long from = start < 0 ? start + size : start;
        long to = end < 0 ? Math.max(-1, end + size) : end;
        if (step > 0) {
            long first = Math.max(0, Math.min(size, from));
            return run.layout().slice(x, axis, first, Math.max(first, Math.min(size, to)), step);
        }
        long first = Math.max(0, Math.min(size - 1, from));
        long last = end < -size ? -1 : Math.max(-1, Math.min(size - 1, to));
        long count = Math.max(0, (first - last - step - 1) / -step);
        long[] places = LongStream.range(0, count).map(i -> first + i * step).toArray();
        return run.layout().chosen(x, axis, run.scope().longs(places, places.length));
    }

    private static Tensor gather(NodeRun run) {
        Tensor x = run.input(0);
        int axis = (int) run.axis(run.attributes().integer("axis", 0), 0);
        long size = x.shape()[axis];
        long[] places = Arrays.stream(run.longs(1))
                .map(place -> place < 0 ? place + size : place)
                .toArray();
        Tensor flat = run.layout().chosen(x, axis, run.scope().longs(places, places.length));
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < axis; i++) {
            shape.add(x.shape()[i]);
        }
        for (long of : run.input(1).shape()) {
            shape.add(of);
        }
        for (int i = axis + 1; i < x.rank(); i++) {
            shape.add(x.shape()[i]);
        }
        return run.layout().reshaped(flat, array(shape));
    }

    /** Both shapes broadcast: a 1 in the wanted one keeps the size that is there. */
    private static Tensor expand(NodeRun run) {
        long[] wanted = run.longs(1).clone();
        long[] shape = run.input(0).shape();
        int rank = Math.max(wanted.length, shape.length);
        long[] result = new long[rank];
        for (int i = 0; i < rank; i++) {
            int ofWanted = i - (rank - wanted.length);
            int ofShape = i - (rank - shape.length);
            long size = ofShape < 0 ? 1 : shape[ofShape];
            result[i] = ofWanted < 0 || wanted[ofWanted] == 1 ? size : wanted[ofWanted];
        }
        return run.layout().expanded(run.input(0), result);
    }

    private static Tensor pad(NodeRun run) {
        long[] pads = run.longs(1);
        int rank = pads.length / 2;
        return run.layout()
                .padded(
                        run.input(0),
                        Arrays.copyOf(pads, rank),
                        Arrays.copyOfRange(pads, rank, 2 * rank),
                        run.number(2, 0));
    }

    private static Optional<String> notConstantPad(Graph graph, Node node) {
        String mode = node.attributes().text("mode").orElse("constant");
        if (!node.inputOrEmpty(3).isEmpty()) {
            return Optional.of("axes");
        }
        return mode.equals("constant") ? Optional.empty() : Optional.of("mode " + mode);
    }

    private static Tensor depthToSpace(NodeRun run) {
        long[] s = run.input(0).shape();
        long b = run.attributes().integer("blocksize", 1);
        boolean columns = run.attributes().text("mode").orElse("DCR").equals("CRD");
        long depth = s[1] / (b * b);
        Tensor cut = columns
                ? run.layout().reshaped(run.input(0), s[0], depth, b, b, s[2], s[3])
                : run.layout().reshaped(run.input(0), s[0], b, b, depth, s[2], s[3]);
        Tensor turned = columns
                ? run.layout().permuted(cut, 0, 1, 4, 2, 5, 3)
                : run.layout().permuted(cut, 0, 3, 4, 1, 5, 2);
        return run.layout().reshaped(turned, s[0], depth, s[2] * b, s[3] * b);
    }

    private static Tensor spaceToDepth(NodeRun run) {
        long[] s = run.input(0).shape();
        long b = run.attributes().integer("blocksize", 1);
        Tensor cut = run.layout().reshaped(run.input(0), s[0], s[1], s[2] / b, b, s[3] / b, b);
        Tensor turned = run.layout().permuted(cut, 0, 3, 5, 1, 2, 4);
        return run.layout().reshaped(turned, s[0], s[1] * b * b, s[2] / b, s[3] / b);
    }

    private static Tensor shape(NodeRun run) {
        long[] shape = run.input(0).shape();
        int start = (int) bound(run.attributes().integer("start", 0), shape.length);
        int end = (int) bound(run.attributes().integer("end", shape.length), shape.length);
        long[] part = Arrays.copyOfRange(shape, start, Math.max(start, end));
        return run.scope().longs(part, part.length);
    }

    private static long bound(long place, int length) {
        return Math.max(0, Math.min(length, place < 0 ? place + length : place));
    }

    private static Tensor constantOfShape(NodeRun run) {
        long[] shape = run.longs(0);
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        return run.attributes()
                .tensor("value")
                .filter(value -> value.type() != dev.octet.calibrator.model.TensorType.FLOAT)
                .map(value -> {
                    long[] filled = new long[count];
                    Arrays.fill(filled, value.longs()[0]);
                    return run.scope().longs(filled, shape);
                })
                .orElseGet(() -> {
                    float[] filled = new float[count];
                    Arrays.fill(
                            filled,
                            run.attributes()
                                    .tensor("value")
                                    .map(value -> value.floats()[0])
                                    .orElse(0f));
                    return run.scope().floats(filled, shape);
                });
    }

    private static Tensor range(NodeRun run) {
        double start = run.input(0).item();
        double step = run.input(2).item();
        int count = (int) Math.max(0, Math.ceil((run.input(1).item() - start) / step));
        if (run.input(0).isFloat()) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (start + i * step);
            }
            return run.scope().floats(values, count);
        }
        return run.scope()
                .longs(
                        LongStream.range(0, count)
                                .map(i -> (long) (start + i * step))
                                .toArray(),
                        count);
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
