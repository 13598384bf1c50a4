package dev.octet.calibrator.model;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;
import java.util.Map;

/**
 * Raises the ai.onnx operator set of a model, one version at a time. Operators that a step does not name mean the same
 * before and after it (ONNX Changelog.md).
 */
final class OpsetUpgrade {

    private static final int OLDEST = 11;
    private static final int NEWEST = 13;

    private static final Map<Integer, List<OperatorUpgrade>> STEPS =
            Map.of(12, List.of(), 13, List.of(new AxesToInput(), new SplitToInput(), new SoftmaxByAxis()));

    private OpsetUpgrade() {}

    static OnnxModel upgrade(OnnxModel model, int opset) {
        if (model.opset() < OLDEST || opset > NEWEST) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Model " + model.name() + " has operator set " + model.opset() + " and cannot be raised to " + opset
                            + ": octet raises " + OLDEST + " and later to at most " + NEWEST + ".",
                    "Export the model with operator set " + NEWEST + " or later.");
        }
        OnnxModel current = model;
        for (int version = model.opset() + 1; version <= opset; version++) {
            current = step(current, version);
        }
        return current;
    }

    private static OnnxModel step(OnnxModel model, int version) {
        ModelEditor editor = model.edit();
        for (OperatorUpgrade upgrade : STEPS.getOrDefault(version, List.of())) {
            model.graph().nodes().stream()
                    .filter(node -> node.domain().isEmpty() && upgrade.applies(node))
                    .forEach(node -> upgrade.apply(node, model.graph(), editor));
        }
        editor.setOpset("", version);
        return editor.build();
    }
}
