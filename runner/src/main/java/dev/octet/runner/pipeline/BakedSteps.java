package dev.octet.runner.pipeline;

import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model itself does to its image before its first layer, where an exporter has put preprocessing into the graph.
 *
 * @param scale what levels are multiplied by
 * @param turnsColours true when it puts the colour planes in the other order
 */
record BakedSteps(double scale, boolean turnsColours) {

    private static final Set<String> MOVES = Set.of("Cast", "Transpose", "Identity");
    private static final double LEVEL = 1.0 / 255;
    private static final double CLOSE = 0.02;

    /** Follows the input as long as one node alone reads it. */
    static BakedSteps of(Graph graph, String input) {
        double scale = 1;
        boolean turned = false;
        String tensor = input;
        while (graph.consumers(tensor).size() == 1) {
            Node reader = graph.consumers(tensor).get(0);
            Optional<Double> factor = factor(graph, reader);
            if (factor.isPresent()) {
                scale *= factor.get();
            } else if (turnsColours(graph, reader)) {
                turned = !turned;
            } else if (!MOVES.contains(reader.opType())) {
                break;
            }
            tensor = reader.outputs().get(0);
        }
        return new BakedSteps(scale, turned);
    }

    /** What a multiplication or division by one constant multiplies by. */
    private static Optional<Double> factor(Graph graph, Node node) {
        if (!node.opType().equals("Mul") && !node.opType().equals("Div")) {
            return Optional.empty();
        }
        return graph.initializer(node.inputOrEmpty(1))
                .or(() -> node.opType().equals("Mul") ? graph.initializer(node.inputOrEmpty(0)) : Optional.empty())
                .filter(constant ->
                        constant.type() == TensorType.FLOAT && constant.shape().elementCount() == 1)
                .map(constant -> (double) constant.floats()[0])
                .filter(value -> value != 0)
                .map(value -> node.opType().equals("Mul") ? value : 1 / value);
    }

    /** A Gather of planes 2, 1, 0, or a Slice that goes backwards. */
    private static boolean turnsColours(Graph graph, Node node) {
        return switch (node.opType()) {
            case "Gather" -> longs(graph, node.inputOrEmpty(1)).equals(List.of(2L, 1L, 0L));
            case "Slice" -> longs(graph, node.inputOrEmpty(4)).equals(List.of(-1L));
            default -> false;
        };
    }

    private static List<Long> longs(Graph graph, String tensor) {
        return graph.initializer(tensor).map(Initializer::longs).stream()
                .flatMap(values -> Arrays.stream(values).boxed())
                .toList();
    }

    private boolean dividesBy255() {
        return Math.abs(scale / LEVEL - 1) < CLOSE;
    }

    /** What is left to do to an image of what a model of this preprocessing wants. */
    Letterbox without(Letterbox wanted, boolean bytes) {
        Letterbox left = bytes || dividesBy255() ? wanted.withLevels() : wanted;
        return turnsColours ? left.withOtherColourOrder() : left;
    }

    /** What the model does, in words; empty when it does nothing. */
    String text() {
        List<String> steps = new ArrayList<>();
        if (dividesBy255()) {
            steps.add("divides by 255");
        }
        if (turnsColours) {
            steps.add("turns the colours round");
        }
        return String.join(" and ", steps);
    }
}
