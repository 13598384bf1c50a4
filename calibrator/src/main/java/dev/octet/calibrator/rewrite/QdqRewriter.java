package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import java.util.List;

/** Writes a placement into a model as explicit Q/DQ nodes and integer weights. */
public final class QdqRewriter {

    /** Per-channel Q/DQ entered the ONNX specification with operator set 13. */
    public static final int MINIMUM_OPSET = 13;

    private static final List<GraphPass> PASSES = List.of(
            new QuantizeWeights(),
            new StoreFloatWeights(),
            new QuantizeBiases(),
            new StoreBiases(),
            new InsertActivationPairs(),
            new RecordProvenance());

    private QdqRewriter() {}

    /**
     * The quantized model.
     *
     * @param model the float model that the placement was planned on, operator set {@value #MINIMUM_OPSET} or later
     * @param request what to write
     */
    public static OnnxModel rewrite(OnnxModel model, RewriteRequest request) {
        if (model.opset() < MINIMUM_OPSET) {
            throw new IllegalArgumentException("opset " + model.opset() + " is below " + MINIMUM_OPSET);
        }
        ModelEditor editor = model.edit();
        Rewriting rewriting = new Rewriting(model.graph(), editor, request);
        PASSES.forEach(pass -> pass.apply(rewriting));
        editor.removeUnusedInitializers();
        OnnxModel quantized = editor.build();
        OnnxModel fitting = request.target().fitsIntegerKernels()
                ? PairPixels.apply(RepeatPixels.apply(PackPixels.apply(quantized)))
                : quantized;
        return withoutInnerValues(rewriting.isPacked() ? ShortNames.apply(fitting, model.graph()) : fitting);
    }

    /** Runtimes infer shapes themselves; in a file of int8 weights those of the float model would weigh some per cent. */
    private static OnnxModel withoutInnerValues(OnnxModel model) {
        ModelEditor editor = model.edit();
        editor.forgetInnerValues();
        editor.forgetDefaults();
        return editor.build();
    }
}
