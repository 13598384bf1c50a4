package dev.octet.bindings.tensorrt;

import dev.octet.bindings.tensors.ElementType;
import java.util.Optional;

/** TensorRT's names of element types. */
public final class EngineTypes {

    private EngineTypes() {}

    /**
     * The element type of a name.
     *
     * @param dataType as {@code nvinfer1::DataType} calls it, such as {@code kFLOAT}
     * @return empty for a type that tensors on the host do not have
     */
    public static Optional<ElementType> named(String dataType) {
        return Optional.ofNullable(
                switch (dataType) {
                    case "kFLOAT" -> ElementType.FLOAT;
                    case "kHALF" -> ElementType.FLOAT16;
                    case "kBF16" -> ElementType.BFLOAT16;
                    case "kINT8" -> ElementType.INT8;
                    case "kUINT8" -> ElementType.UINT8;
                    case "kINT32" -> ElementType.INT32;
                    case "kINT64" -> ElementType.INT64;
                    case "kBOOL" -> ElementType.BOOL;
                    default -> null;
                });
    }
}
