package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.compare.SessionComparison;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far the outputs of two models are apart, of which one is an engine.
 *
 * @param differences of each output that both have
 */
record OutputComparison(List<TensorDifference> differences) {

    /**
     * Runs both.
     *
     * @throws ToolkitException {@code BAD_INPUT} when they have no float output in common
     */
    static OutputComparison of(
            GivenModel first, GivenModel second, List<Map<String, FloatTensor>> samples, Console console) {
        try (Session one = first.outputs(SessionOptions.defaults());
                Session other = second.outputs(SessionOptions.defaults())) {
            List<TensorDifference> differences =
                    SessionComparison.ofOutputs(one, other, samples, console.progress("compare"));
            if (differences.isEmpty()) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Models " + first.name() + " and " + second.name() + " have no float output in common: "
                                + names(one) + " and " + names(other) + ".",
                        "Compare an engine with the model that it was built from; behind an EfficientNMS_TRT it has"
                                + " outputs that ONNX Runtime does not make.");
            }
            return new OutputComparison(differences);
        }
    }

    private static String names(Session session) {
        return session.outputs().stream().map(TensorSpec::name).collect(Collectors.joining(", "));
    }
}
