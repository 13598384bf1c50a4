package dev.octet.bindings.tensorrt;

/** TensorRT's own INT8 calibrators: which of its algorithms chooses the ranges. In TensorRT 10 and older only. */
public enum CalibratorKind {
    /** {@code IInt8EntropyCalibrator2}: what trtexec uses, and what DLA needs; calibrates before layers are fused. */
    ENTROPY2,
    /** {@code IInt8EntropyCalibrator}: calibrates after fusion. */
    ENTROPY,
    /** {@code IInt8MinMaxCalibrator}: the whole range. */
    MINMAX
}
