package dev.octet.runner.backend;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.EngineTypes;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.engine.ShapeRange;
import dev.octet.runner.engine.TensorFace;
import java.util.HashMap;
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

    /**
     * What the manifest says of an engine, which is not loaded.
     *
     * @param name of its file
     * @throws ToolkitException {@code UNSUPPORTED} when a tensor is of a type that there is no name for here
     */
    public static EngineSignature of(String name, EngineManifest manifest) {
        Map<String, ShapeRange> ranges = new HashMap<>();
        manifest.profile().forEach(range -> ranges.put(range.input(), range));
        for (TensorFace tensor : manifest.tensors()) {
            if (tensor.input() && !ranges.containsKey(tensor.name())) {
                ranges.put(tensor.name(), ShapeRange.fixed(tensor.name(), tensor.shape()));
            }
        }
        return new EngineSignature(name, specs(name, manifest, true), specs(name, manifest, false), ranges);
    }

    private static List<TensorSpec> specs(String engine, EngineManifest manifest, boolean inputs) {
        return manifest.tensors().stream()
                .filter(tensor -> tensor.input() == inputs)
                .map(tensor -> new TensorSpec(tensor.name(), type(engine, tensor), tensor.shape()))
                .toList();
    }

    private static ElementType type(String engine, TensorFace tensor) {
        return EngineTypes.named(tensor.type())
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "Tensor '" + tensor.name() + "' of engine " + engine + " is of type " + tensor.type()
                                + ", which cannot be an input or output here.",
                        "Build the engine with inputs and outputs in FP32, FP16, INT8, UINT8, INT32 or INT64."));
    }

    /** The shapes of an input. */
    public ShapeRange range(String input) {
        return Objects.requireNonNull(ranges.get(input), input);
    }
}
