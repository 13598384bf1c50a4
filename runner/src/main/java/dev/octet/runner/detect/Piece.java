package dev.octet.runner.detect;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a tensor's last axis that a Slice or a Split takes.
 *
 * @param source the tensor
 * @param output what holds the part
 * @param from first of its numbers
 * @param to behind its last
 */
record Piece(String source, String output, long from, long to) {

    /** The pieces of tensors with three axes that a node takes. */
    static List<Piece> of(Graph graph, Node node) {
        String source = node.inputOrEmpty(0);
        Optional<TensorShape> shape = graph.shape(source).filter(s -> s.rank() == 3 && s.dimension(2) > 0);
        if (shape.isEmpty()) {
            return List.of();
        }
        long width = shape.get().dimension(2);
        return switch (node.opType()) {
            case "Slice" -> slice(graph, node, source, width).map(List::of).orElse(List.of());
            case "Split" -> split(graph, node, source);
            default -> List.of();
        };
    }

    private static Optional<Piece> slice(Graph graph, Node node, String source, long width) {
        List<Long> starts = numbers(graph, node, "starts", 1);
        List<Long> ends = numbers(graph, node, "ends", 2);
        List<Long> axes = numbers(graph, node, "axes", 3);
        List<Long> steps = numbers(graph, node, "steps", 4);
        boolean lastAxis = axes.size() == 1 && (axes.get(0) == 2 || axes.get(0) == -1);
        boolean single = starts.size() == 1 && ends.size() == 1 && (steps.isEmpty() || steps.get(0) == 1);
        if (!lastAxis || !single) {
            return Optional.empty();
        }
        return Optional.of(
                new Piece(source, node.outputs().get(0), inside(starts.get(0), width), inside(ends.get(0), width)));
    }

    private static long inside(long position, long width) {
        return Math.max(0, Math.min(width, position < 0 ? position + width : position));
    }

    private static List<Piece> split(Graph graph, Node node, String source) {
        long axis = node.attributes().integer("axis", 0);
        List<Long> sizes = numbers(graph, node, "split", 1);
        if ((axis != 2 && axis != -1) || sizes.size() != node.outputs().size()) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < sizes.size(); i++) {
            pieces.add(new Piece(source, node.outputs().get(i), from, from + sizes.get(i)));
            from += sizes.get(i);
        }
        return pieces;
    }

    /** Whole numbers from an attribute, or from a constant input. */
    private static List<Long> numbers(Graph graph, Node node, String attribute, int input) {
        List<Long> given = node.attributes().integers(attribute);
        if (!given.isEmpty()) {
            return given;
        }
        return graph.initializer(node.inputOrEmpty(input)).map(Initializer::longs).stream()
                .flatMap(values -> java.util.Arrays.stream(values).boxed())
                .toList();
    }
}
