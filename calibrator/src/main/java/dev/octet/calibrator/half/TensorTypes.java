package dev.octet.calibrator.half;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The element types of a graph's tensors, as far as they are known. */
final class TensorTypes {

    private final Map<String, TensorType> types = new HashMap<>();

    private TensorTypes() {}

    static TensorTypes of(Graph graph) {
        TensorTypes known = new TensorTypes();
        graph.inputs().forEach(input -> known.types.put(input.name(), input.type()));
        graph.initializers().forEach(constant -> known.types.put(constant.name(), constant.type()));
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.outputs().size(); i++) {
                String output = node.outputs().get(i);
                Optional<TensorType> ruled = HalfOperators.hasHalf(node)
                        ? HalfOperators.outputType(node, i, known.types)
                        : Optional.<TensorType>empty();
                ruled.or(() -> graph.type(output)).ifPresent(type -> known.types.putIfAbsent(output, type));
            }
        }
        return known;
    }

    boolean isFloat(String tensor) {
        return types.get(tensor) == TensorType.FLOAT;
    }

    boolean isHalf(String tensor) {
        return types.get(tensor) == TensorType.FLOAT16;
    }

    boolean isKnown(String tensor) {
        return types.containsKey(tensor);
    }
}
