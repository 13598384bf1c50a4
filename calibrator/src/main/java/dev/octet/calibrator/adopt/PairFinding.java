package dev.octet.calibrator.adopt;

import java.util.Locale;

/**
 * Something about the Q/DQ of a model that a target may not take, or that costs speed there.
 *
 * @param kind what it is
 * @param where the tensor or the node
 * @param text what was found there
 */
public record PairFinding(Kind kind, String where, String text) {

    /** What can be found. */
    public enum Kind {
        /** An activation whose zero point is not 0, or whose integers are unsigned. TensorRT takes none. */
        ACTIVATION_NOT_SYMMETRIC,
        /** An activation with a scale for each channel. TensorRT takes none. */
        ACTIVATION_PER_CHANNEL,
        /** Integers of another width than 8 bits. TensorRT takes none. */
        NOT_EIGHT_BITS,
        /** Weights whose zero point is not 0, or whose integers are unsigned. TensorRT takes none. */
        WEIGHTS_NOT_SYMMETRIC,
        /** One tensor with several scales: each costs a conversion of its own. */
        SEVERAL_SCALES,
        /** Tensors that copy values into one another and have different scales: each difference costs a conversion. */
        TIE_BROKEN;

        /** As documents name it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** True when TensorRT refuses a model that has it. */
        public boolean isRefusedByTensorRt() {
            return this != SEVERAL_SCALES && this != TIE_BROKEN;
        }
    }
}
