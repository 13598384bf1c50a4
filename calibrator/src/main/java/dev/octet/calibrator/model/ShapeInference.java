package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.GraphProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types and shapes of tensors, from what the file says and from what operators do. */
final class ShapeInference {

    private ShapeInference() {}

    static Map<String, TensorFacts> infer(GraphProto graph, List<Node> nodes, Map<String, Initializer> initializers) {
        Map<String, TensorFacts> facts = new HashMap<>();
        graph.getInputList()
                .forEach(value -> TensorFacts.of(value).ifPresent(known -> facts.put(value.getName(), known)));
        graph.getValueInfoList()
                .forEach(value -> TensorFacts.of(value).ifPresent(known -> facts.put(value.getName(), known)));
        graph.getOutputList()
                .forEach(value -> TensorFacts.of(value).ifPresent(known -> facts.put(value.getName(), known)));
        initializers.forEach((name, value) -> facts.put(name, TensorFacts.of(value.type(), value.shape())));
        return facts;
    }
}
