package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Shapes of operators that move, join, cut or make tensors, following small integer tensors that hold shapes. */
final class LayoutShapes {

    private LayoutShapes() {}

    /** Facts of the outputs, or an empty list when the operator is none of these. */
    static List<TensorFacts> infer(Node node, KnownTensors known) {
        Optional<TensorShape> input = known.shape(node.inputOrEmpty(0));
        Optional<TensorType> type = known.type(node.inputOrEmpty(0));
        Attributes attributes = node.attributes();
        return switch (node.opType()) {
            case "Concat" -> one(type, concat(node, known));
            case "Split" -> split(node, known, type, input);
            case "Slice" -> one(type, SliceShapes.slice(node, known, input));
            case "Reshape" -> {
                List<TensorFacts> reshaped = one(type, reshape(node, known, input));
                followInOneAxis(node, known, reshaped);
                yield reshaped;
            }
            case "Transpose" -> one(type, input.map(in -> transpose(in, attributes.integers("perm"))));
            case "Flatten" -> one(type, input.map(in -> flatten(in, (int) attributes.integer("axis", 1))));
            case "Squeeze" -> {
                followSingle(node, known);
                yield one(type, input.flatMap(in -> axes(node, known, ones(in)).map(axes -> squeeze(in, axes))));
            }
            case "Unsqueeze" -> {
                List<TensorFacts> longer = one(
                        type,
                        input.flatMap(in -> axes(node, known, Optional.empty()).map(axes -> unsqueeze(in, axes))));
                followInOneAxis(node, known, longer);
                yield longer;
            }
            case "Shape" -> shapeOf(node, known, input);
            case "Gather" -> one(type, gather(node, known, input));
            case "Expand" ->
                one(
                        type,
                        input.flatMap(in -> known.values(node.inputOrEmpty(1))
                                .map(target -> ElementwiseShapes.broadcast(in, TensorShape.of(target)))));
            case "ConstantOfShape" -> {
                fill(node, known);
                yield one(
                        attributes.tensor("value").map(Initializer::type).or(() -> Optional.of(TensorType.FLOAT)),
                        known.values(node.inputOrEmpty(0)).map(TensorShape::of));
            }
            case "Tile" ->
                one(type, input.flatMap(in -> known.values(node.inputOrEmpty(1)).map(times -> tile(in, times))));
            case "Pad" -> one(type, input.flatMap(in -> pads(node, known).map(pads -> pad(in, pads))));
            case "ReduceMean",
                    "ReduceSum",
                    "ReduceMax",
                    "ReduceMin",
                    "ReduceProd",
                    "ReduceL1",
                    "ReduceL2",
                    "ReduceLogSum",
                    "ReduceLogSumExp",
                    "ReduceSumSquare" ->
                one(
                        type,
                        input.flatMap(in -> axes(node, known, all(in))
                                .map(axes -> reduce(in, axes, attributes.integer("keepdims", 1) == 1))));
            case "ArgMax", "ArgMin" ->
                one(
                        Optional.of(TensorType.INT64),
                        input.map(in -> reduce(
                                in,
                                new long[] {attributes.integer("axis", 0)},
                                attributes.integer("keepdims", 1) == 1)));
            case "NonMaxSuppression" ->
                one(Optional.of(TensorType.INT64), Optional.of(TensorShape.of(TensorShape.UNKNOWN, 3)));
            default -> List.of();
        };
    }

    private static List<TensorFacts> one(Optional<TensorType> type, Optional<TensorShape> shape) {
        return List.of(new TensorFacts(type, shape));
    }

    static int axis(long axis, int rank) {
        return Math.toIntExact(axis < 0 ? axis + rank : axis);
    }

    private static Optional<TensorShape> concat(Node node, KnownTensors known) {
        List<Long> sizes = new ArrayList<>();
        long total = 0;
        int axis = 0;
        List<Long> values = new ArrayList<>();
        boolean followed = true;
        for (String input : node.inputs()) {
            Optional<long[]> part = known.values(input);
            followed &= part.isPresent();
            part.ifPresent(p -> Arrays.stream(p).forEach(values::add));
            Optional<TensorShape> shape = known.shape(input);
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            axis = axis(node.attributes().integer("axis", 0), shape.get().rank());
            sizes = new ArrayList<>(shape.get().dimensions());
            long size = shape.get().dimension(axis);
            total = total < 0 || size < 0 ? TensorShape.UNKNOWN : Sizes.plus(total, size);
        }
        if (followed) {
            known.values(
                    node.outputs().get(0),
                    values.stream().mapToLong(Long::longValue).toArray());
        }
        sizes.set(axis, total);
        return Optional.of(new TensorShape(sizes));
    }

    private static List<TensorFacts> split(
            Node node, KnownTensors known, Optional<TensorType> type, Optional<TensorShape> input) {
        if (input.isEmpty()) {
            return Collections.nCopies(node.outputs().size(), new TensorFacts(type, input));
        }
        int axis = axis(node.attributes().integer("axis", 0), input.get().rank());
        List<Long> attribute = node.attributes().integers("split");
        Optional<long[]> given = attribute.isEmpty()
                ? known.values(node.inputOrEmpty(1))
                : Optional.of(attribute.stream().mapToLong(Long::longValue).toArray());
        List<TensorFacts> outputs = new ArrayList<>();
        int parts = node.outputs().size();
        for (int i = 0; i < parts; i++) {
            List<Long> sizes = new ArrayList<>(input.get().dimensions());
            long whole = sizes.get(axis);
            long equal = whole < 0
                    ? whole
                    : Math.min((whole + parts - 1) / parts, whole - i * ((whole + parts - 1) / parts));
            sizes.set(axis, given.isPresent() ? given.get()[i] : equal);
            outputs.add(new TensorFacts(type, Optional.of(new TensorShape(sizes))));
        }
        return outputs;
    }

    private static Optional<TensorShape> reshape(Node node, KnownTensors known, Optional<TensorShape> input) {
        boolean zeroIsZero = node.attributes().integer("allowzero", 0) == 1;
        return input.flatMap(in -> known.values(node.inputOrEmpty(1)).map(target -> reshape(in, target, zeroIsZero)));
    }

    private static TensorShape reshape(TensorShape input, long[] target, boolean zeroIsZero) {
        List<Long> sizes = new ArrayList<>();
        long product = 1;
        int open = -1;
        for (int i = 0; i < target.length; i++) {
            long size = target[i] == 0 && !zeroIsZero ? input.dimension(i) : target[i];
            if (target[i] == -1) {
                open = i;
            } else if (size == TensorShape.UNKNOWN) {
                product = 0;
            } else {
                product = Math.multiplyExact(product, size);
            }
            sizes.add(size);
        }
        if (open >= 0 && input.isKnown() && product > 0) {
            sizes.set(open, input.elementCount() / product);
        }
        return new TensorShape(sizes);
    }

    private static TensorShape transpose(TensorShape input, List<Long> order) {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < input.rank(); i++) {
            int from = order.isEmpty() ? input.rank() - 1 - i : Math.toIntExact(order.get(i));
            sizes.add(input.dimension(from));
        }
        return new TensorShape(sizes);
    }

    private static TensorShape flatten(TensorShape input, int axis) {
        int at = axis(axis, input.rank());
        TensorShape before = new TensorShape(input.dimensions().subList(0, at));
        TensorShape behind = new TensorShape(input.dimensions().subList(at, input.rank()));
        return TensorShape.of(
                before.isKnown() ? before.elementCount() : TensorShape.UNKNOWN,
                behind.isKnown() ? behind.elementCount() : TensorShape.UNKNOWN);
    }

    /** Passes the values of a tensor on, when the result has at most one axis too. */
    private static void followInOneAxis(Node node, KnownTensors known, List<TensorFacts> result) {
        Optional<TensorShape> shape = result.get(0).shape();
        if (shape.isPresent() && shape.get().rank() <= 1) {
            known.values(node.inputOrEmpty(0))
                    .ifPresent(values -> known.values(node.outputs().get(0), values));
        }
    }

    private static void followSingle(Node node, KnownTensors known) {
        known.values(node.inputOrEmpty(0))
                .filter(values -> values.length == 1)
                .ifPresent(values -> known.values(node.outputs().get(0), values));
    }

    private static Optional<long[]> all(TensorShape input) {
        return Optional.of(LongStream.range(0, input.rank()).toArray());
    }

    private static Optional<long[]> ones(TensorShape input) {
        return input.isKnown()
                ? Optional.of(LongStream.range(0, input.rank())
                        .filter(axis -> input.dimension((int) axis) == 1)
                        .toArray())
                : Optional.empty();
    }

    /** The axes that an attribute or input names, else those that the operator takes by itself. */
    private static Optional<long[]> axes(Node node, KnownTensors known, Optional<long[]> otherwise) {
        List<Long> attribute = node.attributes().integers("axes");
        if (attribute.isEmpty() && node.inputOrEmpty(1).isEmpty()) {
            return otherwise;
        }
        return attribute.isEmpty()
                ? known.values(node.inputOrEmpty(1))
                : Optional.of(attribute.stream().mapToLong(Long::longValue).toArray());
    }

    private static TensorShape squeeze(TensorShape input, long[] axes) {
        return reduce(input, axes, false);
    }

    private static TensorShape reduce(TensorShape input, long[] axes, boolean keep) {
        List<Long> sizes = new ArrayList<>(input.dimensions());
        for (long axis : axes) {
            sizes.set(axis(axis, input.rank()), 1L);
        }
        if (!keep) {
            Arrays.stream(axes)
                    .map(axis -> axis(axis, input.rank()))
                    .sorted()
                    .boxed()
                    .sorted(Collections.reverseOrder())
                    .forEach(axis -> sizes.remove(axis.intValue()));
        }
        return new TensorShape(sizes);
    }

    private static TensorShape unsqueeze(TensorShape input, long[] axes) {
        List<Long> sizes = new ArrayList<>(input.dimensions());
        int rank = input.rank() + axes.length;
        Arrays.stream(axes).map(axis -> axis(axis, rank)).sorted().forEach(axis -> sizes.add((int) axis, 1L));
        return new TensorShape(sizes);
    }

    private static List<TensorFacts> shapeOf(Node node, KnownTensors known, Optional<TensorShape> input) {
        input.filter(TensorShape::isKnown)
                .ifPresent(in -> known.values(node.outputs().get(0), in.toArray()));
        return one(Optional.of(TensorType.INT64), input.map(in -> TensorShape.of(in.rank())));
    }

    private static Optional<TensorShape> gather(Node node, KnownTensors known, Optional<TensorShape> input) {
        Optional<TensorShape> indices = known.shape(node.inputOrEmpty(1));
        if (input.isEmpty() || indices.isEmpty()) {
            return Optional.empty();
        }
        int axis = axis(node.attributes().integer("axis", 0), input.get().rank());
        Optional<long[]> values = known.values(node.inputOrEmpty(0));
        Optional<long[]> at = known.values(node.inputOrEmpty(1));
        if (values.isPresent() && at.isPresent() && input.get().rank() == 1) {
            known.values(
                    node.outputs().get(0),
                    Arrays.stream(at.get())
                            .map(i -> values.get()[axis(i, values.get().length)])
                            .toArray());
        }
        List<Long> sizes = new ArrayList<>(input.get().dimensions().subList(0, axis));
        sizes.addAll(indices.get().dimensions());
        sizes.addAll(input.get().dimensions().subList(axis + 1, input.get().rank()));
        return Optional.of(new TensorShape(sizes));
    }

    /** Follows a list of one and the same number. */
    private static void fill(Node node, KnownTensors known) {
        Optional<long[]> sizes = known.values(node.inputOrEmpty(0));
        Optional<Initializer> value = node.attributes().tensor("value").filter(v -> v.type() == TensorType.INT64);
        if (sizes.isPresent()
                && value.isPresent()
                && sizes.get().length == 1
                && sizes.get()[0] >= 0
                && sizes.get()[0] <= KnownTensors.MOST_VALUES) {
            long[] filled = new long[(int) sizes.get()[0]];
            Arrays.fill(filled, value.get().longs()[0]);
            known.values(node.outputs().get(0), filled);
        }
    }

    private static TensorShape tile(TensorShape input, long[] times) {
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            long size = input.dimension(axis);
            sizes.add(size < 0 ? size : Sizes.times(size, times[axis]));
        }
        return new TensorShape(sizes);
    }

    private static Optional<long[]> pads(Node node, KnownTensors known) {
        List<Long> attribute = node.attributes().integers("pads");
        return attribute.isEmpty()
                ? known.values(node.inputOrEmpty(1))
                : Optional.of(attribute.stream().mapToLong(Long::longValue).toArray());
    }

    private static TensorShape pad(TensorShape input, long[] pads) {
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            long size = input.dimension(axis);
            sizes.add(size < 0 ? size : Sizes.plus(size, Sizes.plus(pads[axis], pads[axis + input.rank()])));
        }
        return new TensorShape(sizes);
    }
}
