package dev.octet.calibrator.group;

import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Set;

/**
 * Operators whose every output value is one of their input values. A scale that fits the input fits the output, and one
 * scale for both makes the operator a copy in integers.
 */
public final class CopyOperators {

    private static final Set<String> ONE_SOURCE = Set.of(
            "MaxPool",
            "Reshape",
            "Transpose",
            "Slice",
            "Split",
            "Squeeze",
            "Unsqueeze",
            "Flatten",
            "Identity",
            "Dropout",
            "DepthToSpace",
            "SpaceToDepth");

    private CopyOperators() {}

    /** True when the node copies values: Concat, MaxPool, nearest Resize, and the operators that only move or reshape. */
    public static boolean copies(Node node) {
        if (!node.domain().isEmpty()) {
            return false;
        }
        return switch (node.opType()) {
            case "Concat" -> true;
            case "Resize", "Upsample" ->
                node.attributes().text("mode").orElse("nearest").equals("nearest");
            default -> ONE_SOURCE.contains(node.opType());
        };
    }

    /** The inputs whose values the node copies; the rest are shapes, axes and indices. */
    public static List<String> sources(Node node) {
        return node.opType().equals("Concat") ? node.inputs() : node.inputs().subList(0, 1);
    }
}
