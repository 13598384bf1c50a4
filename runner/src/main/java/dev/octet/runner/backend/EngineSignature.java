package dev.octet.runner.backend;

import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.runner.engine.ShapeRange;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that an engine says of itself: it has no graph that could be looked into.
 *
 * @param name of its file
 * @param inputs in the engine's order; -1 for sizes that it leaves open
 * @param outputs in the engine's order
 * @param ranges shapes of each input by name, in the profile that is used
 */
public record EngineSignature(
        String name, List<TensorSpec> inputs, List<TensorSpec> outputs, Map<String, ShapeRange> ranges) {

    public EngineSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        ranges = Map.copyOf(ranges);
        for (TensorSpec input : inputs) {
            if (!ranges.containsKey(input.name())) {
                throw new IllegalArgumentException("input " + input.name() + " has no range of shapes");
            }
        }
    }

    /** The shapes of an input. */
    public ShapeRange range(String input) {
        return Objects.requireNonNull(ranges.get(input), input);
    }
}
