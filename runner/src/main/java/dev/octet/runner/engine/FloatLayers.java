package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The layers whose precision can be set: TensorRT names a layer as the model names its node, and refuses to compute sizes
 * and indices in anything but integers.
 */
public final class FloatLayers {

    private static final Set<TensorType> FLOATS =
            Set.of(TensorType.FLOAT, TensorType.FLOAT16, TensorType.BFLOAT16, TensorType.DOUBLE);

    private final Set<String> names = new LinkedHashSet<>();

    /** Those of a model. */
    public FloatLayers(Graph graph) {
        for (Node node : graph.nodes()) {
            boolean makesFloats = !node.opType().equals("Constant")
                    && node.outputs().stream()
                            .filter(output -> !output.isEmpty())
                            .allMatch(
                                    output -> FLOATS.contains(graph.type(output).orElse(TensorType.FLOAT)));
            if (makesFloats) {
                names.add(node.name());
            }
        }
    }

    boolean has(String layer) {
        return names.contains(layer);
    }

    /**
     * Goes on only when there is a layer for it.
     *
     * @throws ToolkitException {@code USAGE} when there is none
     */
    public void require(LayerPrecision wanted) {
        if (names.stream().noneMatch(wanted::isAbout)) {
            throw nothingFor(wanted);
        }
    }

    ToolkitException nothingFor(LayerPrecision wanted) {
        return new ToolkitException(
                FailureKind.USAGE,
                "'--layer-precision " + wanted.layers() + "="
                        + wanted.precision().id() + "' is about no layer that computes with floats.",
                "Use the names of nodes that 'octet inspect' prints; * stands for any text.");
    }
}
