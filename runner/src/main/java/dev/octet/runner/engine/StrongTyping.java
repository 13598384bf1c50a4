package dev.octet.runner.engine;

import dev.octet.calibrator.half.HalfPrecisionModel;
import dev.octet.calibrator.half.KeptNode;
import dev.octet.calibrator.model.OnnxModel;

/**
 * A model with the types that a strongly typed engine computes in: TensorRT heeds no precision but these.
 *
 * @param model to be built
 * @param rest what becomes of the layers that have no Q/DQ, in words
 */
public record StrongTyping(OnnxModel model, String rest) {

    /**
     * The types of a build.
     *
     * @param model as it was given
     * @param half true when what has no Q/DQ is to be FP16; inputs and outputs stay as they are
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when its operators are of a set in which scales
     *     cannot be FP16
     */
    public static StrongTyping of(OnnxModel model, boolean half) {
        if (!half) {
            return new StrongTyping(model, "what is float32 in the model stays float32");
        }
        HalfPrecisionModel typed = HalfPrecisionModel.of(model);
        String rest = "what is float32 in the model becomes FP16, its inputs and outputs aside";
        if (!typed.kept().isEmpty()) {
            KeptNode first = typed.kept().get(0);
            rest += "; " + typed.kept().size() + " nodes stay float32, the first " + first.operator() + " '"
                    + first.name() + "': it " + first.reason();
        }
        return new StrongTyping(typed.model(), rest);
    }
}
