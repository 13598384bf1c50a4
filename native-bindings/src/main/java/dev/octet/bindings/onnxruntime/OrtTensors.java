package dev.octet.bindings.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import java.nio.ByteBuffer;

/** Between our tensors and ONNX Runtime's. */
final class OrtTensors {

    private OrtTensors() {}

    /** The view that ONNX Runtime takes of a tensor's memory. */
    static OnnxTensor of(HostTensor tensor) {
        return tensor.view(OnnxTensor.class, OrtTensors::make);
    }

    private static OnnxTensor make(HostTensor tensor) {
        try {
            return make(tensor, OnnxRuntime.environment());
        } catch (OrtException e) {
            throw OrtFailure.running(e);
        }
    }

    private static OnnxTensor make(HostTensor tensor, OrtEnvironment environment) throws OrtException {
        long[] shape = tensor.shape();
        ElementType type = tensor.type();
        if (type == ElementType.FLOAT) {
            return OnnxTensor.createTensor(environment, tensor.floats(), shape);
        }
        ByteBuffer raw = tensor.bytes();
        return switch (type) {
            case DOUBLE -> OnnxTensor.createTensor(environment, raw.asDoubleBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, raw.asLongBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, raw.asIntBuffer(), shape);
            case INT16 -> OnnxTensor.createTensor(environment, raw.asShortBuffer(), shape, OnnxJavaType.INT16);
            case FLOAT16 -> OnnxTensor.createTensor(environment, raw.asShortBuffer(), shape, OnnxJavaType.FLOAT16);
            case BFLOAT16 -> OnnxTensor.createTensor(environment, raw.asShortBuffer(), shape, OnnxJavaType.BFLOAT16);
            case INT8 -> OnnxTensor.createTensor(environment, raw, shape, OnnxJavaType.INT8);
            case UINT8 -> OnnxTensor.createTensor(environment, raw, shape, OnnxJavaType.UINT8);
            case BOOL -> OnnxTensor.createTensor(environment, raw, shape, OnnxJavaType.BOOL);
            case FLOAT, UINT16, UINT32, UINT64, STRING ->
                throw OrtFailure.unsupported("ONNX Runtime's Java interface takes no tensors of type " + type + ".");
        };
    }

    static ElementType type(OnnxTensorType type) {
        return switch (type) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.DOUBLE;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> ElementType.STRING;
            default ->
                throw OrtFailure.unsupported(
                        "The model has an input or output of type " + type + ", which Octet cannot hold.");
        };
    }
}
