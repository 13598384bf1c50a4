package dev.octet.calibrator.adopt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the constants of Q/DQ nodes. */
final class PairReader {

    private static final Set<TensorType> KNOWN =
            Set.of(TensorType.INT8, TensorType.UINT8, TensorType.INT16, TensorType.UINT16, TensorType.INT32);

    /** The axis of QuantizeLinear and DequantizeLinear where none is given. */
    private static final long USUAL_AXIS = 1;

    private final Graph graph;
    private final String model;

    PairReader(Graph graph, String model) {
        this.graph = graph;
        this.model = model;
    }

    static boolean quantizes(Node node) {
        return node.opType().equals("QuantizeLinear");
    }

    static boolean dequantizes(Node node) {
        return node.opType().equals("DequantizeLinear");
    }

    /** True when a model has a QuantizeLinear or DequantizeLinear. */
    static boolean hasPairs(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> quantizes(node) || dequantizes(node));
    }

    /**
     * The grid of a node.
     *
     * @param stored type of its integers, where they are a constant
     * @param rank axes of the tensor; a negative axis counts from the last
     */
    PairGrid grid(Node node, Optional<TensorType> stored, int rank) {
        if (node.attributes().integer("block_size", 0) != 0) {
            throw unsupported(node, "has a scale for each block of values");
        }
        Initializer scale = constant(node, 1, "scale");
        if (scale.type() != TensorType.FLOAT) {
            throw unsupported(node, "has a scale of type " + name(scale.type()));
        }
        Optional<Initializer> zero =
                node.inputOrEmpty(2).isEmpty() ? Optional.empty() : Optional.of(constant(node, 2, "zero point"));
        TensorType type = zero.map(Initializer::type).or(() -> stored).orElse(TensorType.UINT8);
        if (!KNOWN.contains(type)) {
            throw unsupported(node, "has integers of type " + name(type));
        }
        List<Float> scales = new ArrayList<>();
        List<Integer> zeroPoints = new ArrayList<>();
        long[] zeros = zero.map(Initializer::integers).orElse(new long[scale.floats().length]);
        for (float value : scale.floats()) {
            if (!(value > 0) || Float.isInfinite(value)) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Node " + node.name() + " of " + model + " has the scale " + value
                                + ", expected a positive number.",
                        "Export the model again; a scale of 0 or NaN comes from a tensor that was never calibrated.");
            }
            zeroPoints.add(Math.toIntExact(zeros[zeros.length == 1 ? 0 : scales.size()]));
            scales.add(value);
        }
        boolean one = scale.shape().rank() == 0 || scales.size() == 1;
        long axis = node.attributes().integer("axis", USUAL_AXIS);
        return new PairGrid(type, one ? PairGrid.NO_AXIS : (int) (axis < 0 ? axis + rank : axis), scales, zeroPoints);
    }

    private Initializer constant(Node node, int input, String what) {
        return graph.initializer(node.inputOrEmpty(input))
                .orElseThrow(() -> unsupported(node, "has a " + what + " that is computed, not a constant"));
    }

    /** What is said of a node that cannot be taken over. */
    ToolkitException unsupported(Node node, String what) {
        return new ToolkitException(
                FailureKind.UNSUPPORTED,
                "Node " + node.name() + " (" + node.opType() + ") of " + model + " " + what
                        + ", which Octet cannot take over.",
                "Export with QuantizeLinear and DequantizeLinear in 8 bits, with constant scales.");
    }

    private static String name(TensorType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
