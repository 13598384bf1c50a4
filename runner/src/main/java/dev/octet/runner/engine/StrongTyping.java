package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;

/** Gives a model the types that a strongly typed engine is to compute in: TensorRT then heeds no precision but these. */
public interface StrongTyping {

    /**
     * The model with its types.
     *
     * @param model to be built
     * @param half true when what has no Q/DQ is to be FP16
     * @throws ToolkitException {@code UNSUPPORTED} when it cannot be
     */
    OnnxModel typed(OnnxModel model, boolean half);

    /** What becomes of the layers that have no Q/DQ, in words. */
    String rest();

    /** The types as they are: what is float32 in the model stays so. */
    static StrongTyping asTheModelSays() {
        return new StrongTyping() {
            @Override
            public OnnxModel typed(OnnxModel model, boolean half) {
                if (half) {
                    throw new ToolkitException(
                            FailureKind.UNSUPPORTED,
                            "A strongly typed engine takes its types from the model, and there is no rewrite of "
                                    + model.name() + " to FP16.",
                            "Leave '--precision' out to build the types as they are, or '--strongly-typed' to let"
                                    + " TensorRT choose.");
                }
                return model;
            }

            @Override
            public String rest() {
                return "what is float32 in the model stays float32";
            }
        };
    }
}
