package dev.octet.calibrator.half;

import dev.octet.calibrator.half.HalfConstants.Use;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which nodes compute in half precision, and why the others do not. */
final class HalfDecisions {

    private final Graph graph;
    private final TensorTypes types;
    private final HalfOptions options;
    private final GraphParts parts;
    private final Set<Integer> half = new HashSet<>();
    private final List<KeptNode> kept = new ArrayList<>();

    private HalfDecisions(Graph graph, TensorTypes types, HalfOptions options) {
        this.graph = graph;
        this.types = types;
        this.options = options;
        this.parts = GraphParts.of(graph);
    }

    static HalfDecisions of(Graph graph, TensorTypes types, HalfOptions options) {
        HalfDecisions decisions = new HalfDecisions(graph, types, options);
        graph.nodes().forEach(decisions::decide);
        return decisions;
    }

    private void decide(Node node) {
        boolean constant = node.opType().equals("Constant");
        if (constant || !touchesFloat(node) || raises(node)) {
            return;
        }
        Optional<String> reason = lowers(node) ? Optional.empty() : reason(node);
        if (reason.isEmpty()) {
            half.add(node.id());
        } else {
            kept.add(new KeptNode(node.name(), node.opType(), reason.get()));
        }
    }

    private boolean touchesFloat(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (types.isFloat(node.inputs().get(i)) && !HalfOperators.staysFloat(node, i)) {
                return true;
            }
        }
        return node.outputs().stream().anyMatch(types::isFloat);
    }

    /** A Cast from half precision to float32 is there because somebody wants float32. */
    private boolean raises(Node node) {
        return node.opType().equals("Cast") && types.isHalf(node.inputOrEmpty(0));
    }

    private static boolean lowers(Node node) {
        return node.opType().equals("Cast") && node.attributes().integer("to", 0) == TensorType.FLOAT16.code();
    }

    private Optional<String> reason(Node node) {
        if (options.floatNodes().contains(node.name())) {
            return Optional.of("is to stay in float32");
        }
        if (!HalfOperators.hasHalf(node)) {
            return Optional.of(
                    node.domain().isEmpty()
                            ? "takes float32"
                            : "is of the operator set " + node.domain() + ", whose types are not known");
        }
        Optional<String> unknown = node.inputs().stream()
                .filter(input -> !input.isEmpty() && !types.isKnown(input))
                .findFirst();
        if (unknown.isPresent()) {
            return Optional.of("reads '" + unknown.get() + "', whose type is not known");
        }
        if (parts.computesSizes(node)) {
            return Optional.of("computes with sizes, which have to be exact");
        }
        if (parts.selectsBoxes(node)) {
            return Optional.of("belongs to the selection of boxes, whose coordinates need float32");
        }
        return node.opType().equals("ConstantOfShape") ? fillLoss(node) : constantLoss(node);
    }

    private Optional<String> constantLoss(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            Optional<Initializer> constant = graph.initializer(input).filter(value -> value.type() == TensorType.FLOAT);
            if (constant.isPresent()
                    && !HalfOperators.staysFloat(node, i)
                    && !node.opType().equals("Cast")) {
                Optional<String> loss = HalfConstants.loss(constant.get(), use(node, i));
                if (loss.isPresent()) {
                    return Optional.of("reads '" + input + "', which " + loss.get());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fillLoss(Node node) {
        return node.attributes()
                .tensor("value")
                .flatMap(value -> HalfConstants.loss(value, Use.VALUE))
                .map(loss -> "makes a tensor that " + loss);
    }

    private static Use use(Node node, int input) {
        return switch (node.opType()) {
            case "QuantizeLinear" -> input == 1 ? Use.QUANTIZE_SCALE : Use.VALUE;
            case "DequantizeLinear" -> Use.DEQUANTIZE_SCALE;
            case "Conv", "ConvTranspose", "Gemm" -> input == 2 ? Use.BIAS : Use.VALUE;
            case "BatchNormalization" -> input == 2 || input == 3 ? Use.BIAS : Use.VALUE;
            case "Div" -> input == 1 ? Use.DIVISOR : Use.VALUE;
            case "Clip" -> input > 0 ? Use.BOUND : Use.VALUE;
            default -> Use.VALUE;
        };
    }

    /** True when the node's float32 tensors become half precision. */
    boolean isHalf(Node node) {
        return half.contains(node.id());
    }

    /** The nodes with float32 tensors that stay as they are, in graph order. */
    List<KeptNode> kept() {
        return List.copyOf(kept);
    }
}
