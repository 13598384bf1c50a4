package dev.octet.calibrator.model;

/** Raises the ai.onnx operator set of a model, one version at a time. */
final class OpsetUpgrade {

    private OpsetUpgrade() {}

    static OnnxModel upgrade(OnnxModel model, int opset) {
        ModelEditor editor = model.edit();
        editor.setOpset("", opset);
        return editor.build();
    }
}
