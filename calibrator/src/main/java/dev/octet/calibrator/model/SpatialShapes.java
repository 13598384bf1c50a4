package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shapes of layers that slide over images, and of matrix products (ONNX Operators.md, output shape formulas). */
final class SpatialShapes {

    private SpatialShapes() {}

    /** Facts of the outputs, or an empty list when the operator is none of these. */
    static List<TensorFacts> infer(Node node, KnownTensors known) {
        if (!node.domain().isEmpty()) {
            return List.of();
        }
        Optional<TensorShape> input = known.shape(node.inputOrEmpty(0));
        Optional<TensorShape> shape = switch (node.opType()) {
            case "Conv" -> convolution(node, known, input);
            case "ConvTranspose" -> transposed(node, known, input);
            case "MaxPool", "AveragePool", "LpPool" ->
                input.map(
                        in -> slide(node, in, in.dimension(1), node.attributes().integers("kernel_shape")));
            case "GlobalAveragePool", "GlobalMaxPool" -> input.map(SpatialShapes::global);
            case "Gemm" -> gemm(node, known, input);
            case "MatMul" -> matMul(known, node);
            case "Resize", "Upsample" -> resize(node, known, input);
            default -> null;
        };
        if (shape == null) {
            return List.of();
        }
        return List.of(new TensorFacts(known.type(node.inputOrEmpty(0)), shape));
    }

    private static Optional<TensorShape> convolution(Node node, KnownTensors known, Optional<TensorShape> input) {
        Optional<TensorShape> weights = known.shape(node.inputOrEmpty(1));
        if (input.isEmpty() || weights.isEmpty()) {
            return Optional.empty();
        }
        List<Long> kernel = node.attributes().integers("kernel_shape");
        if (kernel.isEmpty()) {
            kernel = weights.get().dimensions().subList(2, weights.get().rank());
        }
        return Optional.of(slide(node, input.get(), weights.get().dimension(0), kernel));
    }

    private static TensorShape slide(Node node, TensorShape input, long channels, List<Long> kernel) {
        List<Long> sizes = new ArrayList<>(List.of(input.dimension(0), channels));
        List<Long> pads = node.attributes().integers("pads");
        String auto = node.attributes().text("auto_pad").orElse("NOTSET");
        boolean ceil = node.attributes().integer("ceil_mode", 0) == 1;
        int axes = kernel.size();
        for (int axis = 0; axis < axes; axis++) {
            long size = input.dimension(2 + axis);
            long stride = at(node, "strides", axis, 1);
            long extent = extent(node, kernel.get(axis), axis);
            if (size == TensorShape.UNKNOWN || stride < 1) {
                sizes.add(TensorShape.UNKNOWN);
            } else if (auto.startsWith("SAME")) {
                sizes.add(-Math.floorDiv(-size, stride));
            } else {
                long padding =
                        auto.equals("VALID") || pads.isEmpty() ? 0 : Sizes.plus(pads.get(axis), pads.get(axis + axes));
                long room = Math.subtractExact(Sizes.plus(size, padding), extent);
                long steps = ceil ? -Math.floorDiv(-room, stride) : Math.floorDiv(room, stride);
                boolean startsBehind = ceil && !pads.isEmpty() && steps * stride >= size + pads.get(axis);
                sizes.add(startsBehind ? steps : Sizes.plus(steps, 1));
            }
        }
        return new TensorShape(sizes);
    }

    private static long extent(Node node, long kernel, int axis) {
        return Math.addExact(Math.multiplyExact(kernel - 1, at(node, "dilations", axis, 1)), 1);
    }

    private static long at(Node node, String attribute, int axis, long otherwise) {
        List<Long> values = node.attributes().integers(attribute);
        return values.isEmpty() ? otherwise : values.get(axis);
    }

    private static Optional<TensorShape> transposed(Node node, KnownTensors known, Optional<TensorShape> input) {
        Optional<TensorShape> weights = known.shape(node.inputOrEmpty(1));
        if (input.isEmpty()
                || weights.isEmpty()
                || node.attributes().has("output_shape")
                || node.attributes().text("auto_pad").orElse("NOTSET").startsWith("SAME")) {
            return Optional.empty();
        }
        List<Long> sizes = new ArrayList<>(List.of(
                input.get().dimension(0),
                Sizes.times(weights.get().dimension(1), node.attributes().integer("group", 1))));
        List<Long> pads = node.attributes().integers("pads");
        int axes = weights.get().rank() - 2;
        for (int axis = 0; axis < axes; axis++) {
            long size = input.get().dimension(2 + axis);
            long extent = extent(node, weights.get().dimension(2 + axis), axis);
            long padding = pads.isEmpty() ? 0 : Sizes.plus(pads.get(axis), pads.get(axis + axes));
            sizes.add(
                    size == TensorShape.UNKNOWN
                            ? size
                            : Sizes.plus(
                                    Sizes.times(at(node, "strides", axis, 1), size - 1),
                                    Math.subtractExact(
                                            Math.addExact(at(node, "output_padding", axis, 0), extent), padding)));
        }
        return Optional.of(new TensorShape(sizes));
    }

    private static TensorShape global(TensorShape input) {
        List<Long> sizes = new ArrayList<>(input.dimensions().subList(0, 2));
        for (int axis = 2; axis < input.rank(); axis++) {
            sizes.add(1L);
        }
        return new TensorShape(sizes);
    }

    private static Optional<TensorShape> gemm(Node node, KnownTensors known, Optional<TensorShape> input) {
        Optional<TensorShape> weights = known.shape(node.inputOrEmpty(1));
        if (input.isEmpty() || weights.isEmpty()) {
            return Optional.empty();
        }
        int rows = node.attributes().integer("transA", 0) == 1 ? 1 : 0;
        int columns = node.attributes().integer("transB", 0) == 1 ? 0 : 1;
        return Optional.of(
                TensorShape.of(input.get().dimension(rows), weights.get().dimension(columns)));
    }

    private static Optional<TensorShape> matMul(KnownTensors known, Node node) {
        Optional<TensorShape> a = known.shape(node.inputOrEmpty(0));
        Optional<TensorShape> b = known.shape(node.inputOrEmpty(1));
        if (a.isEmpty() || b.isEmpty() || a.get().rank() < 2 || b.get().rank() < 2) {
            return Optional.empty();
        }
        TensorShape left = a.get();
        TensorShape right = b.get();
        TensorShape batch = ElementwiseShapes.broadcast(
                new TensorShape(left.dimensions().subList(0, left.rank() - 2)),
                new TensorShape(right.dimensions().subList(0, right.rank() - 2)));
        List<Long> sizes = new ArrayList<>(batch.dimensions());
        sizes.add(left.dimension(left.rank() - 2));
        sizes.add(right.dimension(right.rank() - 1));
        return Optional.of(new TensorShape(sizes));
    }

    private static Optional<TensorShape> resize(Node node, KnownTensors known, Optional<TensorShape> input) {
        boolean upsample = node.opType().equals("Upsample") || node.inputs().size() == 2;
        Optional<long[]> target = known.values(node.inputOrEmpty(3));
        if (target.isPresent()
                && input.isPresent()
                && target.get().length == input.get().rank()) {
            return Optional.of(TensorShape.of(target.get()));
        }
        Optional<float[]> scales = known.floats(node.inputOrEmpty(upsample ? 1 : 2));
        if (input.isEmpty()
                || scales.isEmpty()
                || scales.get().length != input.get().rank()) {
            return Optional.empty();
        }
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < scales.get().length; axis++) {
            long size = input.get().dimension(axis);
            sizes.add(size == TensorShape.UNKNOWN ? size : (long) Math.floor(size * (double) scales.get()[axis]));
        }
        return Optional.of(new TensorShape(sizes));
    }
}
