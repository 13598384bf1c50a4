package dev.octet.calibrator;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every float32 tensor that depends on a model's inputs, by what ONNX Runtime says of their types. */
final class FloatTensors {

    /** Operators that make as many values as they find. */
    private static final Set<String> COUNTING = Set.of("NonMaxSuppression", "NonZero", "Unique", "Compress");

    private FloatTensors() {}

    /**
     * Names of inputs and of what nodes make, in no certain order; without what nodes that cannot be run make, and without what
     * has another size for each image, such as the detections that an NMS leaves.
     */
    static Set<String> of(OnnxModel model) {
        Set<String> floats = new LinkedHashSet<>();
        List<String> candidates = candidates(model);
        if (candidates.isEmpty()) {
            return floats;
        }
        try (InferenceSession session =
                ModelSession.open(ExposedModel.of(model, candidates), SessionOptions.defaults())) {
            addFloats(session.inputs(), floats);
            addFloats(session.outputs(), floats);
        }
        return floats;
    }

    private static List<String> candidates(OnnxModel model) {
        Set<String> left = RunnablePart.behind(
                model.graph(), node -> RunnablePart.isForeign(node) || COUNTING.contains(node.opType()));
        Set<String> constant = new LinkedHashSet<>();
        List<String> candidates = new ArrayList<>();
        for (Node node : model.graph().nodes()) {
            boolean varies = node.inputs().stream()
                    .anyMatch(input -> !input.isEmpty()
                            && !constant.contains(input)
                            && model.graph().initializer(input).isEmpty());
            for (String output : node.outputs()) {
                if (!varies) {
                    constant.add(output);
                } else if (!output.isEmpty() && !left.contains(output)) {
                    candidates.add(output);
                }
            }
        }
        return candidates;
    }

    private static void addFloats(List<TensorSpec> specs, Set<String> floats) {
        specs.stream()
                .filter(spec -> spec.type() == ElementType.FLOAT)
                .map(TensorSpec::name)
                .forEach(floats::add);
    }
}
