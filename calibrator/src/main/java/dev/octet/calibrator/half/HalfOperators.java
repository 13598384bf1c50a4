package dev.octet.calibrator.half;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What operators do with half precision, by the type constraints of the ONNX specification (Operators.md). */
final class HalfOperators {

    /** Those with weights, whose sums a runtime accumulates in float32. */
    static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    private static final Set<String> HALF = Set.of(
            "Conv",
            "ConvTranspose",
            "Gemm",
            "MatMul",
            "Einsum",
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Elu",
            "Selu",
            "Celu",
            "ThresholdedRelu",
            "Softplus",
            "Softsign",
            "Tanh",
            "Mish",
            "Gelu",
            "Erf",
            "Exp",
            "Log",
            "Sqrt",
            "Reciprocal",
            "Neg",
            "Abs",
            "Sign",
            "Floor",
            "Ceil",
            "Round",
            "Sin",
            "Cos",
            "Clip",
            "Min",
            "Max",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Sum",
            "Mean",
            "MaxPool",
            "AveragePool",
            "LpPool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "BatchNormalization",
            "InstanceNormalization",
            "LayerNormalization",
            "LpNormalization",
            "LRN",
            "Softmax",
            "LogSoftmax",
            "ReduceMax",
            "ReduceMin",
            "ReduceMean",
            "ReduceSum",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceSumSquare",
            "ArgMax",
            "ArgMin",
            "Concat",
            "Split",
            "Slice",
            "Reshape",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "Flatten",
            "Identity",
            "Expand",
            "Tile",
            "Pad",
            "Gather",
            "GatherElements",
            "GatherND",
            "ScatterND",
            "ScatterElements",
            "DepthToSpace",
            "SpaceToDepth",
            "Resize",
            "Upsample",
            "Where",
            "Equal",
            "Less",
            "LessOrEqual",
            "Greater",
            "GreaterOrEqual",
            "IsNaN",
            "IsInf",
            "Cast",
            "Constant",
            "ConstantOfShape",
            "RandomUniform",
            "RandomNormal",
            "RandomUniformLike",
            "RandomNormalLike",
            "EyeLike",
            "Shape",
            "Size",
            "Dropout",
            "Trilu",
            "QuantizeLinear",
            "DequantizeLinear");

    private static final Set<String> NOT_FLOAT = Set.of(
            "Shape",
            "Size",
            "ArgMax",
            "ArgMin",
            "Equal",
            "Less",
            "LessOrEqual",
            "Greater",
            "GreaterOrEqual",
            "IsNaN",
            "IsInf",
            "QuantizeLinear");

    /** Their further outputs are indices and masks. */
    private static final Set<String> MASKED = Set.of("MaxPool", "Dropout");

    private static final Set<String> TYPED = Set.of("RandomUniform", "RandomNormal");
    private static final Set<String> TYPED_LIKE = Set.of("RandomUniformLike", "RandomNormalLike", "EyeLike");

    /** Inputs that have to be float32 whatever the others are: the scales and the region of a Resize. */
    private static final Map<String, Set<Integer>> FLOAT_INPUTS = Map.of("Resize", Set.of(1, 2), "Upsample", Set.of(1));

    private HalfOperators() {}

    /** True where the operator computes in half precision when its inputs are. */
    static boolean hasHalf(Node node) {
        boolean more = node.outputs().size() > 1
                && (node.opType().equals("BatchNormalization") || node.opType().equals("LayerNormalization"));
        return node.domain().isEmpty() && HALF.contains(node.opType()) && !more;
    }

    /** True where an input has to be float32 even so. */
    static boolean staysFloat(Node node, int input) {
        return FLOAT_INPUTS.getOrDefault(node.opType(), Set.of()).contains(input);
    }

    /** True for nodes that have their type in an attribute {@code dtype}. */
    static boolean hasType(Node node) {
        return TYPED.contains(node.opType())
                || (TYPED_LIKE.contains(node.opType()) && node.attributes().has("dtype"));
    }

    /** The type of an output, for operators of which {@link #hasHalf} is true. */
    static Optional<TensorType> outputType(Node node, int output, Map<String, TensorType> types) {
        if (NOT_FLOAT.contains(node.opType()) || (output > 0 && MASKED.contains(node.opType()))) {
            return Optional.empty();
        }
        return switch (node.opType()) {
            case "Cast" -> type(node.attributes().integer("to", 1));
            case "Constant" -> Optional.ofNullable(types.get(node.outputs().get(0)));
            case "ConstantOfShape" ->
                Optional.of(
                        node.attributes().tensor("value").map(Initializer::type).orElse(TensorType.FLOAT));
            case "DequantizeLinear", "Where" -> Optional.ofNullable(types.get(node.inputOrEmpty(1)));
            default ->
                hasType(node)
                        ? type(node.attributes().integer("dtype", 1))
                        : Optional.ofNullable(types.get(node.inputOrEmpty(0)));
        };
    }

    private static Optional<TensorType> type(long code) {
        for (TensorType type : TensorType.values()) {
            if (type.code() == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
