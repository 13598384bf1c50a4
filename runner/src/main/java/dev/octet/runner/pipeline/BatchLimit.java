package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;

/**
 * How many images can go through a model together.
 *
 * @param most at most
 * @param engine true when the profile of an engine says so
 */
record BatchLimit(long most, boolean engine) {

    /** Of an ONNX model: one, or any number. */
    static BatchLimit ofModel(boolean open) {
        return new BatchLimit(open ? Integer.MAX_VALUE : 1, false);
    }

    /** Of an engine. */
    static BatchLimit ofEngine(long most) {
        return new BatchLimit(most, true);
    }

    /**
     * Checks that so many are not too many.
     *
     * @throws ToolkitException {@code BAD_INPUT} when they are
     */
    void require(int images, String model) {
        if (images < 1) {
            throw new IllegalArgumentException("images is " + images + ", must be at least 1");
        }
        if (images <= most) {
            return;
        }
        throw engine
                ? new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Engine " + model + " takes at most " + most + (most == 1 ? " image" : " images")
                                + " at a time in this profile, --batch asks for " + images + ".",
                        "Lower --batch, take another --profile, or build the engine with a larger batch in --max-shapes.")
                : new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Model " + model + " takes 1 image at a time, --batch asks for " + images + ".",
                        "Leave --batch out, or export the model with a dynamic batch.");
    }
}
