package dev.octet.calibrator.place;

/** Why a node runs in the precision it does. */
public enum Reason {
    /** Runs in integers. */
    QUANTIZED("reads and computes in INT8"),
    /** Copies or reshapes values that are already integers. */
    COPIES_INTEGERS("moves values that share one scale"),
    /** Reads what it gets; nothing behind it runs in integers. */
    FEEDS_FLOAT("everything that reads it is in float"),
    /** The element-wise tail of a convolution, which the runtime fuses into it. */
    FUSED_ACTIVATION("activation fused behind its convolution"),
    /** An element-wise node that is cheaper and more exact in float between two quantized tensors. */
    FLOAT_ISLAND("element-wise between two quantized tensors, kept in float"),
    /** One of the detector's or classifier's last convolutions. */
    LAST_CONVOLUTION("last convolution before an output: its values have different meanings and units"),
    /** Decode, NMS and whatever else follows the last convolutions. */
    BEHIND_LAST_CONVOLUTION("behind the last convolutions: decode, scores, NMS"),
    /** The user excluded it. */
    EXCLUDED("excluded by name"),
    /** The search found that it loses more than it gains. */
    SENSITIVE("the outputs lose most where this is quantized"),
    /** Its weights are computed at run time. */
    WEIGHTS_NOT_CONSTANT("weights are not constant"),
    /** Its input is not float32. */
    NOT_FLOAT("input is not float32"),
    /** One of its operands is a constant with a scale of its own. */
    CONSTANT_OPERAND("one operand is a constant"),
    /** This target has no integer form of the operator. */
    UNSUPPORTED_OPERATOR("no integer form of this operator on the target"),
    /** The residual sum, which the target computes on the convolution's wide result. */
    RESIDUAL_SUM("residual sum: the skip input is quantized, the sum is fused into the convolution");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** The reason in words. */
    public String text() {
        return text;
    }
}
