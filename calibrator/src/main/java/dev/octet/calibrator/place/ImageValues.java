package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells values that are bounded because they are a network input's, perhaps scaled, shifted or moved by constants. */
final class ImageValues {

    private static final Set<String> STEPS = Set.of(
            "Cast", "Mul", "Div", "Sub", "Add", "Transpose", "Identity", "Gather", "Slice", "Reshape", "Unsqueeze");

    private ImageValues() {}

    static boolean holds(Graph graph, String tensor) {
        String current = tensor;
        Optional<Node> producer = graph.producer(current);
        while (producer.isPresent()) {
            Node node = producer.get();
            List<String> read = node.inputs().stream()
                    .filter(input ->
                            !input.isEmpty() && graph.initializer(input).isEmpty())
                    .toList();
            if (!STEPS.contains(node.opType()) || read.size() != 1) {
                return false;
            }
            current = read.get(0);
            producer = graph.producer(current);
        }
        return true;
    }
}
