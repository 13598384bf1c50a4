package dev.octet.runner.deploy.triton;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.deploy.triton.config.DataType;
import java.util.Map;

/** Element types as Triton calls them. */
final class TritonTypes {

    private static final Map<TensorType, DataType> TYPES = Map.ofEntries(
            Map.entry(TensorType.BOOL, DataType.TYPE_BOOL),
            Map.entry(TensorType.UINT8, DataType.TYPE_UINT8),
            Map.entry(TensorType.UINT16, DataType.TYPE_UINT16),
            Map.entry(TensorType.UINT32, DataType.TYPE_UINT32),
            Map.entry(TensorType.UINT64, DataType.TYPE_UINT64),
            Map.entry(TensorType.INT8, DataType.TYPE_INT8),
            Map.entry(TensorType.INT16, DataType.TYPE_INT16),
            Map.entry(TensorType.INT32, DataType.TYPE_INT32),
            Map.entry(TensorType.INT64, DataType.TYPE_INT64),
            Map.entry(TensorType.FLOAT16, DataType.TYPE_FP16),
            Map.entry(TensorType.FLOAT, DataType.TYPE_FP32),
            Map.entry(TensorType.DOUBLE, DataType.TYPE_FP64),
            Map.entry(TensorType.STRING, DataType.TYPE_STRING),
            Map.entry(TensorType.BFLOAT16, DataType.TYPE_BF16));

    private TritonTypes() {}

    /**
     * The type of a tensor.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when Triton has none
     */
    static DataType of(ValueSpec tensor) {
        DataType type = TYPES.get(tensor.type());
        if (type == null) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Tensor " + tensor.name() + " is " + tensor.type() + ", for which Triton has no type.",
                    "Export the model with inputs and outputs in float32, float16 or integers.");
        }
        return type;
    }
}
