package dev.octet.calibrator.tflite;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.QuantizationPlan;
import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.group.TieGroup;
import dev.octet.calibrator.group.TieGroups;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Precision;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.scheme.QuantizationScheme;
import dev.octet.calibrator.table.TensorCalibration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.lite.schema.TensorType;

/**
 * Integers: 8 bits where the placement says so. What it leaves in floats computes in floats, or in 16 bits: symmetric, over
 * the exact range that was seen, as 16 bits have steps enough for that.
 */
final class IntegerNumbers implements NumberPlan {

    /** Operators that the runtime has in 16 bits; Pow as a product, Div by a constant. */
    private static final Set<String> WIDE = Set.of(
            "Conv",
            "Gemm",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Sigmoid",
            "Tanh",
            "Relu",
            "LeakyRelu",
            "Exp",
            "Softmax",
            "Concat",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Split",
            "Slice",
            "Identity",
            "Dropout",
            "MaxPool",
            "Resize",
            "Pad");

    private static final Set<String> PROBABILITIES = Set.of("Sigmoid", "Softmax");

    private final Graph graph;
    private final QuantizationPlan plan;
    private final Calibration calibration;
    private final boolean integerFace;
    private final Map<Integer, Byte> types = new HashMap<>();
    private final TieGroups wideGroups;
    private final TieGroups allGroups;

    /**
     * Numbers for a plan.
     *
     * @param everywhere true for 16 bits where the placement has floats
     * @param integerFace true for inputs and outputs of 8 bits, false for floats
     */
    IntegerNumbers(QuantizationPlan plan, Calibration calibration, boolean everywhere, boolean integerFace) {
        this.graph = plan.model().graph();
        this.plan = plan;
        this.calibration = calibration;
        this.integerFace = integerFace;
        Map<String, Precision> placed = new HashMap<>();
        for (NodeDecision decision : plan.placement().decisions()) {
            placed.put(decision.node().name(), decision.precision());
        }
        FloatAssembly assembly = FloatAssembly.of(graph, integerFace);
        for (Node node : graph.nodes()) {
            byte type = TensorType.FLOAT32;
            if (placed.get(node.name()) == Precision.INT8 && hasParameters(node)) {
                type = TensorType.INT8;
            } else if (everywhere && isWide(node) && !assembly.contains(node)) {
                type = TensorType.INT16;
            }
            types.put(node.id(), type);
        }
        this.wideGroups = TieGroups.of(graph, node -> type(node) == TensorType.INT16);
        this.allGroups = TieGroups.of(graph, node -> true);
    }

    private boolean hasParameters(Node node) {
        return PROBABILITIES.contains(node.opType())
                || node.outputs().stream()
                        .allMatch(
                                output -> output.isEmpty() || plan.parameters().containsKey(output));
    }

    private boolean isWide(Node node) {
        return node.domain().isEmpty()
                && switch (node.opType()) {
                    case "Pow" -> ElementwiseRules.isSquare(graph, node);
                    case "Div" -> graph.initializer(node.inputOrEmpty(1)).isPresent();
                    case "Concat" ->
                        node.inputs().stream()
                                .allMatch(input -> graph.initializer(input).isEmpty());
                    default -> WIDE.contains(node.opType());
                };
    }

    @Override
    public Numbers face(String tensor) {
        if (!integerFace) {
            return Numbers.FLOAT;
        }
        QuantizationParameters placed = plan.parameters().get(tensor);
        return Numbers.of(placed != null ? placed : parameters(range(allGroups.of(tensor), tensor)));
    }

    private QuantizationParameters parameters(ActivationRange range) {
        return new QuantizationScheme(plan.target().symmetry(), plan.target().activations()).parametersFor(range);
    }

    @Override
    public byte type(Node node) {
        return types.getOrDefault(node.id(), TensorType.FLOAT32);
    }

    @Override
    public Numbers made(Node node, String output) {
        byte type = type(node);
        if (type == TensorType.FLOAT32) {
            return Numbers.FLOAT;
        }
        boolean wide = type == TensorType.INT16;
        if (PROBABILITIES.contains(node.opType())) {
            return wide ? Numbers.WIDE_PROBABILITY : Numbers.PROBABILITY;
        }
        if (node.opType().equals("Tanh")) {
            return Numbers.WIDE_PROBABILITY;
        }
        return wide ? wide(output) : placed(output);
    }

    @Override
    public Numbers read(Node node, String tensor, Numbers actual) {
        byte type = type(node);
        if (type == TensorType.FLOAT32) {
            return Numbers.FLOAT;
        }
        if (actual.type() == type) {
            return actual;
        }
        if (type == TensorType.INT8) {
            return placed(tensor);
        }
        return actual.isFloat() ? wide(tensor) : actual.widened();
    }

    private Numbers placed(String tensor) {
        QuantizationParameters parameters = plan.parameters().get(tensor);
        if (parameters == null) {
            throw new IllegalStateException("tensor " + tensor + " has no parameters");
        }
        return Numbers.of(parameters);
    }

    private Numbers wide(String tensor) {
        return Numbers.wide(range(wideGroups.of(tensor), tensor).absoluteMaximum());
    }

    /** Exactly what was seen of a group's values. */
    private ActivationRange range(TieGroup group, String tensor) {
        Optional<ActivationRange> own = seen(tensor);
        if (group.tensors().size() == 1 && own.isPresent()) {
            return own.get();
        }
        return group.makers().stream()
                .map(maker -> seen(maker).orElseThrow(() -> notSeen(maker)))
                .reduce(ActivationRange::union)
                .orElseThrow();
    }

    private Optional<ActivationRange> seen(String tensor) {
        Optional<Node> maker = graph.producer(tensor);
        if (maker.filter(node -> PROBABILITIES.contains(node.opType())).isPresent()) {
            return Optional.of(new ActivationRange(0, 1));
        }
        return calibration
                .table()
                .tensor(tensor)
                .map(TensorCalibration::statistics)
                .flatMap(statistics -> statistics.range());
    }

    private static ToolkitException notSeen(String tensor) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The calibration has no range of tensor '" + tensor
                        + "', which integers behind the last convolutions need.",
                "Make it with 'octet calibrate --every-tensor', give --images instead, or export with --precision"
                        + " int8-float-head.");
    }

    /** What an output in 8 bits makes of values of very different size, one sentence each. */
    List<String> remarks() {
        if (!integerFace) {
            return List.of();
        }
        return graph.outputs().stream()
                .flatMap(output -> remark(output.name()).stream())
                .toList();
    }

    private Optional<String> remark(String output) {
        Numbers numbers = face(output);
        return allGroups.of(output).makers().stream()
                .filter(maker -> graph.producer(maker)
                        .map(node -> !CopyOperators.copies(node))
                        .orElse(false))
                .filter(maker -> seen(maker)
                        .map(range -> range.absoluteMaximum() < 16 * numbers.scale())
                        .orElse(false))
                .findFirst()
                .map(maker -> "Output '" + output + "' has one step of " + numbers.scale()
                        + " for all its values, and those of '" + maker + "' reach to "
                        + seen(maker).orElseThrow().absoluteMaximum()
                        + " only: export with --io float, or a model with raw heads.");
    }
}
