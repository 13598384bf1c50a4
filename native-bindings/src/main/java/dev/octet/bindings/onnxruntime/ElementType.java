package dev.octet.bindings.onnxruntime;

import ai.onnxruntime.TensorInfo.OnnxTensorType;

/** What one element of a tensor is. */
public enum ElementType {
    /** IEEE 754 binary32. */
    FLOAT(4),
    /** IEEE 754 binary16. */
    FLOAT16(2),
    /** The upper half of a binary32. */
    BFLOAT16(2),
    /** IEEE 754 binary64. */
    DOUBLE(8),
    /** Signed 8 bits. */
    INT8(1),
    /** Unsigned 8 bits. */
    UINT8(1),
    /** Signed 16 bits. */
    INT16(2),
    /** Unsigned 16 bits. */
    UINT16(2),
    /** Signed 32 bits. */
    INT32(4),
    /** Unsigned 32 bits. */
    UINT32(4),
    /** Signed 64 bits. */
    INT64(8),
    /** Unsigned 64 bits. */
    UINT64(8),
    /** One byte, 0 or 1. */
    BOOL(1),
    /** Text; has no fixed size and cannot be held in a {@link HostTensor}. */
    STRING(0);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element; 0 for text. */
    public int bytes() {
        return bytes;
    }

    static ElementType of(OnnxTensorType type) {
        return switch (type) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> FLOAT;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> FLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> BFLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DOUBLE;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> INT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> UINT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> UINT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> UINT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> STRING;
            default ->
                throw OrtFailure.unsupported(
                        "The model has an input or output of type " + type + ", which Octet cannot hold.");
        };
    }
}
