package dev.octet.calibrator.expose;

import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import java.util.List;

/** The float model cut down to what makes the observed tensors, with exactly those as outputs. */
public final class ExposedModel {

    private ExposedModel() {}

    /** Bytes of a model whose outputs are these tensors; nothing behind them is left to compute. */
    public static byte[] exposing(OnnxModel model, List<String> tensors) {
        return of(model, tensors).toBytes();
    }

    /** The model itself. */
    public static OnnxModel of(OnnxModel model, List<String> tensors) {
        ModelEditor editor = model.edit();
        editor.removeOutputs();
        tensors.forEach(
                tensor -> editor.addOutput(tensor, model.graph().type(tensor).orElse(TensorType.FLOAT)));
        editor.cutTo(tensors);
        return editor.build();
    }
}
