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

    private static final int OLDEST = 9;
    private static final int NEWEST = 21;

    private static final Map<Integer, List<OperatorUpgrade>> STEPS = Map.of(
            10,
            List.of(
                    new SliceToInputs(),
                    new UpsampleToResize(),
                    new TopKToInput(),
                    new RefusedChange("Dropout", node -> node.outputs().size() > 1, 10)),
            11,
            List.of(new ClipToInputs(), new PadToInputs(), new ResizeWithRegion(), new ScatterToScatterElements()),
            12,
            List.of(new DropoutToInput()),
            13,
            List.of(new AxesToInput("Squeeze", "Unsqueeze", "ReduceSum"), new SplitToInput(), new SoftmaxByAxis()),
            14,
            List.of(new RefusedChange(
                    "BatchNormalization", node -> node.outputs().size() > 1, 14)),
            16,
            List.of(new RefusedChange("RoiAlign", node -> true, 16)),
            18,
            List.of(
                    new AxesToInput(
                            "ReduceMax",
                            "ReduceMin",
                            "ReduceMean",
                            "ReduceProd",
                            "ReduceL1",
                            "ReduceL2",
                            "ReduceLogSum",
                            "ReduceLogSumExp",
                            "ReduceSumSquare"),
                    new RefusedChange("Split", node -> node.inputOrEmpty(1).isEmpty(), 18)),
            20,
            List.of(new RefusedChange("GridSample", node -> true, 20), new RefusedChange("DFT", node -> true, 20)),
            21,
            List.of(new RefusedChange("GroupNormalization", node -> true, 21)));

    private OpsetUpgrade() {}

    static OnnxModel upgrade(OnnxModel model, int opset) {
        if (model.opset() < OLDEST || opset > NEWEST) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Model " + model.name() + " has operator set " + model.opset() + " and cannot be raised to " + opset
                            + ": octet raises " + OLDEST + " and later to at most " + NEWEST + ".",
                    "Export the model with operator set 13 or later.");
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
            InnerGraphs.nodes(model).forEach((inner, owner) -> {
                if (inner.domain().isEmpty() && upgrade.applies(inner)) {
                    throw RefusedChange.refusal(inner, version, "it lies inside node " + owner);
                }
            });
            model.graph().nodes().stream()
                    .filter(node -> node.domain().isEmpty() && upgrade.applies(node))
                    .forEach(node -> upgrade.apply(node, model.graph(), editor));
        }
        editor.setOpset("", version);
        return editor.build();
    }
}
