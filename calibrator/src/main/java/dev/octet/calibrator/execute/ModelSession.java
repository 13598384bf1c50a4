package dev.octet.calibrator.execute;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.model.OnnxModel;

/** Opens sessions of models that may hold integers. */
public final class ModelSession {

    private ModelSession() {}

    /**
     * A session whose integer sums are exact: where this processor would saturate them, with ONNX Runtime's slower kernels.
     *
     * @param model a float or quantized model
     * @param options how it runs; exactness is decided here
     */
    @MustBeClosed
    public static InferenceSession open(OnnxModel model, SessionOptions options) {
        return needsExactSums(model)
                ? InferenceSession.load(OwnZeroPoints.in(model).toBytes(), options.withExactSums(true))
                : InferenceSession.load(model.toBytes(), options.withExactSums(false));
    }

    /**
     * True when this model's sums of 8-bit products could saturate on this processor, so that {@link #open} takes slower
     * kernels.
     */
    public static boolean needsExactSums(OnnxModel model) {
        return Machine.current().saturatesByteSums() && IntegerSums.canSaturate(model.graph());
    }
}
