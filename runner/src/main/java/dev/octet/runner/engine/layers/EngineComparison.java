package dev.octet.runner.engine.layers;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two engines of one network, such as one of explicit Q/DQ against one that TensorRT calibrated itself: what the other has
 * in INT8 and this one in float.
 *
 * @param here the engine that is explained
 * @param there the one that it is held against
 * @param floatHere ONNX nodes that are in INT8 there and in float here, in the order in which they run here
 * @param integerHere ONNX nodes that are in INT8 here and in float there
 * @param common ONNX nodes that layers of both compute
 */
public record EngineComparison(
        EngineDiagnosis here, EngineDiagnosis there, List<Moved> floatHere, List<Moved> integerHere, int common) {

    public EngineComparison {
        floatHere = List.copyOf(floatHere);
        integerHere = List.copyOf(integerHere);
    }

    /**
     * A node that the engines compute in different types.
     *
     * @param node the ONNX node's name
     * @param here the layer that computes it here
     * @param there the layer that computes it there
     */
    public record Moved(String node, EngineLayer here, EngineLayer there) {}

    /**
     * Compares.
     *
     * @throws ToolkitException {@code BAD_INPUT} if the engines have no node in common
     */
    public static EngineComparison of(EngineDiagnosis here, EngineDiagnosis there) {
        List<Moved> floatHere = new ArrayList<>();
        List<Moved> integerHere = new ArrayList<>();
        int common = 0;
        for (var entry : here.computing().entrySet()) {
            EngineLayer other = there.computing().get(entry.getKey());
            if (other == null) {
                continue;
            }
            common++;
            LayerPrecision mine = entry.getValue().precision();
            Moved moved = new Moved(entry.getKey(), entry.getValue(), other);
            if (mine.isFloat() && other.precision() == LayerPrecision.INT8) {
                floatHere.add(moved);
            } else if (mine == LayerPrecision.INT8 && other.precision().isFloat()) {
                integerHere.add(moved);
            }
        }
        if (common == 0) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Layer information " + here.engine().name() + " and "
                            + there.engine().name() + " have no ONNX node in common.",
                    "Give two engines of the same network.");
        }
        return new EngineComparison(here, there, floatHere, integerHere, common);
    }
}
