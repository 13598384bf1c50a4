package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shapes of operators that keep their input's shape or broadcast several (ONNX Broadcasting.md). */
final class ElementwiseShapes {

    private static final Set<String> KEEPS = Set.of(
            "Sigmoid",
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Clip",
            "HardSwish",
            "HardSigmoid",
            "Tanh",
            "Exp",
            "Log",
            "Sqrt",
            "Softmax",
            "LogSoftmax",
            "Neg",
            "Abs",
            "Floor",
            "Ceil",
            "Round",
            "Erf",
            "Mish",
            "Softplus",
            "Elu",
            "Selu",
            "Reciprocal",
            "Identity",
            "Dropout",
            "BatchNormalization",
            "InstanceNormalization",
            "LayerNormalization",
            "Gelu",
            "QuickGelu",
            "CumSum",
            "Not");
    private static final Set<String> BROADCASTS =
            Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mod", "Sum", "Mean");
    private static final Set<String> COMPARES =
            Set.of("Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual", "And", "Or", "Xor");

    private ElementwiseShapes() {}

    /** Facts of the outputs, or an empty list when the operator is none of these. */
    static List<TensorFacts> infer(Node node, KnownTensors known) {
        String first = node.inputOrEmpty(0);
        String operator = node.opType();
        if (KEEPS.contains(operator)) {
            if (operator.equals("Identity")) {
                known.values(first)
                        .ifPresent(values -> known.values(node.outputs().get(0), values));
            }
            return List.of(new TensorFacts(known.type(first), known.shape(first)));
        }
        if (BROADCASTS.contains(operator)) {
            arithmetic(node, known);
            return List.of(new TensorFacts(known.type(first), broadcast(node.inputs(), known)));
        }
        if (COMPARES.contains(operator)) {
            arithmetic(node, known);
            return List.of(new TensorFacts(Optional.of(TensorType.BOOL), broadcast(node.inputs(), known)));
        }
        return switch (operator) {
            case "Where" -> {
                choose(node, known);
                yield List.of(new TensorFacts(known.type(node.inputOrEmpty(1)), broadcast(node.inputs(), known)));
            }
            case "Cast" -> {
                Optional<TensorType> to =
                        TensorType.ofCode(Math.toIntExact(node.attributes().integer("to", 0)));
                if (to.isPresent() && (to.get() == TensorType.INT64 || to.get() == TensorType.INT32)) {
                    known.values(first)
                            .ifPresent(values -> known.values(node.outputs().get(0), values));
                }
                yield List.of(new TensorFacts(to, known.shape(first)));
            }
            case "QuantizeLinear" ->
                List.of(new TensorFacts(
                        known.type(node.inputOrEmpty(2)).or(() -> Optional.of(TensorType.UINT8)), known.shape(first)));
            case "DequantizeLinear" -> List.of(new TensorFacts(known.type(node.inputOrEmpty(1)), known.shape(first)));
            default -> List.of();
        };
    }

    private static Optional<TensorShape> broadcast(List<String> inputs, KnownTensors known) {
        Optional<TensorShape> result = Optional.of(TensorShape.of());
        for (String input : inputs) {
            Optional<TensorShape> shape = known.shape(input);
            result = result.isPresent() && shape.isPresent()
                    ? Optional.of(broadcast(result.get(), shape.get()))
                    : Optional.empty();
        }
        return result;
    }

    static TensorShape broadcast(TensorShape a, TensorShape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            long x = axis < rank - a.rank() ? 1 : a.dimension(axis - rank + a.rank());
            long y = axis < rank - b.rank() ? 1 : b.dimension(axis - rank + b.rank());
            if (x != y && x != 1 && y != 1 && x != TensorShape.UNKNOWN && y != TensorShape.UNKNOWN) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
            }
            if (x == 1 || y == 1) {
                sizes.add(x == 1 ? y : x);
            } else {
                sizes.add(x == TensorShape.UNKNOWN ? y : x);
            }
        }
        return new TensorShape(sizes);
    }

    /** Follows a choice between shapes of one length. */
    private static void choose(Node node, KnownTensors known) {
        Optional<long[]> condition = known.values(node.inputOrEmpty(0));
        Optional<long[]> yes = known.values(node.inputOrEmpty(1));
        Optional<long[]> no = known.values(node.inputOrEmpty(2));
        if (condition.isPresent()
                && yes.isPresent()
                && no.isPresent()
                && condition.get().length == yes.get().length
                && no.get().length == yes.get().length) {
            long[] result = new long[yes.get().length];
            for (int i = 0; i < result.length; i++) {
                result[i] = condition.get()[i] != 0 ? yes.get()[i] : no.get()[i];
            }
            known.values(node.outputs().get(0), result);
        }
    }

    /** Follows integer arithmetic on shapes, where both sides are known. */
    private static void arithmetic(Node node, KnownTensors known) {
        if (node.inputs().size() != 2) {
            return;
        }
        Optional<long[]> a = known.values(node.inputs().get(0));
        Optional<long[]> b = known.values(node.inputs().get(1));
        if (a.isEmpty() || b.isEmpty()) {
            return;
        }
        int length = a.get().length == 1 ? b.get().length : a.get().length;
        long[] result = new long[length];
        for (int i = 0; i < length; i++) {
            long x = a.get()[a.get().length == 1 ? 0 : i];
            long y = b.get()[b.get().length == 1 ? 0 : i];
            switch (node.opType()) {
                case "Add" -> result[i] = Math.addExact(x, y);
                case "Sub" -> result[i] = Math.subtractExact(x, y);
                case "Mul" -> result[i] = Math.multiplyExact(x, y);
                case "Div" -> result[i] = x / y;
                case "Equal" -> result[i] = x == y ? 1 : 0;
                default -> {
                    return;
                }
            }
        }
        known.values(node.outputs().get(0), result);
    }
}
