package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Types and shapes of tensors: operators' rules applied in graph order, what the file says where no rule has an answer.
 * Numbers in a file never make it fail; what cannot be told stays unknown.
 */
final class ShapeInference {

    /** Operators of ONNX Runtime's own set with the shapes of their namesakes. */
    private static final Set<String> MICROSOFT = Set.of("QuantizeLinear", "DequantizeLinear", "Gelu", "QuickGelu");

    private ShapeInference() {}

    static Map<String, TensorFacts> infer(GraphProto graph, List<Node> nodes, Map<String, Initializer> initializers) {
        Map<String, TensorFacts> stated = new HashMap<>();
        graph.getValueInfoList()
                .forEach(value -> TensorFacts.of(value).ifPresent(known -> stated.put(value.getName(), known)));
        graph.getOutputList()
                .forEach(value -> TensorFacts.of(value).ifPresent(known -> stated.put(value.getName(), known)));
        KnownTensors known = new KnownTensors(initializers);
        graph.getInputList()
                .forEach(value -> TensorFacts.of(value).ifPresent(facts -> known.put(value.getName(), facts)));
        for (Node node : nodes) {
            List<TensorFacts> outputs = rules(node, known);
            for (int i = 0; i < node.outputs().size(); i++) {
                String name = node.outputs().get(i);
                TensorFacts inferred = i < outputs.size() ? outputs.get(i) : TensorFacts.UNKNOWN;
                TensorFacts said = stated.getOrDefault(name, TensorFacts.UNKNOWN);
                known.putIfAbsent(
                        name, new TensorFacts(inferred.type().or(said::type), shape(inferred.shape(), said.shape())));
            }
        }
        return known.facts();
    }

    /** Axis by axis what follows from the operator, else what the file says. */
    private static Optional<TensorShape> shape(Optional<TensorShape> inferred, Optional<TensorShape> said) {
        if (inferred.isEmpty() || said.isEmpty() || inferred.get().isKnown()) {
            return inferred.or(() -> said);
        }
        if (inferred.get().rank() != said.get().rank()) {
            return said;
        }
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < said.get().rank(); axis++) {
            long size = inferred.get().dimension(axis);
            sizes.add(size == TensorShape.UNKNOWN ? said.get().dimension(axis) : size);
        }
        return Optional.of(new TensorShape(sizes));
    }

    private static List<TensorFacts> rules(Node node, KnownTensors known) {
        if (!node.domain().isEmpty() && !(node.domain().equals("com.microsoft") && MICROSOFT.contains(node.opType()))) {
            return List.of();
        }
        try {
            List<TensorFacts> outputs = SpatialShapes.infer(node, known);
            if (outputs.isEmpty()) {
                outputs = LayoutShapes.infer(node, known);
            }
            if (outputs.isEmpty()) {
                outputs = SequenceShapes.infer(node, known);
            }
            return outputs.isEmpty() ? ElementwiseShapes.infer(node, known) : outputs;
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // Impossible sizes: the runtime will say so in its own words; here they are only unknown.
            return List.of();
        }
    }
}
